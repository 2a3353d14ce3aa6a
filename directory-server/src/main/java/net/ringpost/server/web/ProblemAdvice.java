// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What goes wrong in REST is told as problem documents (RFC 9457) with a sentence for people. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final String SOON = "5";
  private static final URI UNTYPED = URI.create("about:blank");

  /** The database is away. */
  @ExceptionHandler(StoreUnavailableException.class)
  public ResponseEntity<ProblemDetail> away(StoreUnavailableException e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, SOON)
        .body(
            typed(
                ProblemDetail.forStatusAndDetail(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The database cannot be reached at the moment: nothing was changed, try"
                        + " again.")));
  }

  /** The database refused; the operator finds out why in the log. */
  @ExceptionHandler(StoreException.class)
  public ResponseEntity<ProblemDetail> refused(StoreException e) {
    System.getLogger(ProblemAdvice.class.getName())
        .log(System.Logger.Level.ERROR, e.getMessage(), e);
    return ResponseEntity.internalServerError()
        .body(
            typed(
                ProblemDetail.forStatusAndDetail(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "It could not be stored: nothing was changed. The operator finds the reason in"
                        + " the log.")));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus told =
        e.getCause() instanceof DatabindException
            ? HttpStatus.UNPROCESSABLE_CONTENT
            : HttpStatus.BAD_REQUEST;
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(told, reason(e)), headers, told, request);
  }

  // Without the warning that Spring writes: it is the client's mistake.
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Set<HttpMethod> able = e.getSupportedHttpMethods();
    String detail =
        able == null || able.isEmpty()
            ? e.getMethod() + " cannot be done here."
            : e.getMethod() + " cannot be done here, but " + listed(able) + ".";
    return told(e, detail, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String right = listed(e.getSupportedMediaTypes());
    MediaType given = e.getContentType();
    String detail =
        given == null
            ? "The Content-Type header is missing, or is none: it says what the body is, here "
                + right
                + "."
            : "The body is " + given + ": here it may be " + right + ".";
    return told(e, detail, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String detail =
        "It cannot be had in the form that the Accept header asks for, but as "
            + listed(e.getSupportedMediaTypes())
            + ".";
    return told(e, detail, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name = e.getPropertyName() == null ? "a parameter" : e.getPropertyName();
    String detail =
        "%s is %s, not \"%s\".".formatted(name, right(e.getRequiredType()), e.getValue());
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("field", name);
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
      ServletRequestBindingException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return told(
        e,
        "Something is missing in the request: look at /api/v1/docs for what belongs there.",
        headers,
        status,
        request);
  }

  private @Nullable ResponseEntity<Object> told(
      Exception e, String detail, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
  }

  private static String listed(Collection<?> all) {
    List<String> words =
        new ArrayList<>(all.stream().map(String::valueOf).sorted().distinct().toList());
    String last = words.isEmpty() ? "nothing" : words.removeLast();
    return words.isEmpty() ? last : String.join(", ", words) + " or " + last;
  }

  /** What a value in an address has to be. */
  private static String right(@Nullable Class<?> type) {
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number, such as 100";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "a moment in UTC, such as 2026-01-31T12:00:00Z";
    }
    return "something else";
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return handleExceptionInternal(
        e,
        ProblemDetail.forStatusAndDetail(
            status, "There is nothing here: look at /api/v1/docs for what there is."),
        headers,
        status,
        request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpServletResponse response =
        request instanceof ServletWebRequest servlet ? servlet.getResponse() : null;
    if (response != null && response.isCommitted()) {
      // Refused already, as a body that is too large is.
      return null;
    }
    if (body instanceof ProblemDetail problem) {
      typed(problem);
    } else if (body == null && e instanceof ErrorResponse told) {
      typed(told.getBody());
    }
    HttpHeaders kept = new HttpHeaders(headers);
    kept.setCacheControl(CacheControl.noStore());
    return super.handleExceptionInternal(e, body, kept, status, request);
  }

  // RFC 9457 §4.2.1: as the description has it, and as Tomcat's own refusals say it here.
  private static ProblemDetail typed(ProblemDetail problem) {
    if (problem.getType() == null) {
      problem.setType(UNTYPED);
    }
    return problem;
  }

  // Jackson's own sentences name its classes and ours.
  private static String reason(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown ->
          "There is nothing called \"" + unknown.getPropertyName() + "\" here.";
      case InvalidFormatException unfit -> unfit(unfit);
      case DatabindException other ->
          path(other).isEmpty()
              ? "The body is JSON, but not the object that belongs here."
              : "The value of " + path(other) + " is of another kind than belongs there.";
      case StreamReadException broken ->
          "The body is not JSON: look at line %d, column %d."
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
      case null, default -> "The body is missing or cannot be read: JSON belongs here.";
    };
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
        .collect(Collectors.joining("."));
  }

  private static String unfit(InvalidFormatException e) {
    String name = e.getPath().isEmpty() ? "" : e.getPath().getLast().getPropertyName();
    Object[] choices = e.getTargetType().getEnumConstants();
    return choices == null
        ? "\"" + e.getValue() + "\" cannot be the value of " + name + "."
        : name
            + " is one of "
            + Arrays.stream(choices)
                .map(c -> c.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "))
            + ", not \""
            + e.getValue()
            + "\".";
  }
}
