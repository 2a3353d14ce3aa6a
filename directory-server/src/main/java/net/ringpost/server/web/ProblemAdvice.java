// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
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
public class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final String SOON = "5";

  /** The database is away. */
  @ExceptionHandler(StoreUnavailableException.class)
  public ResponseEntity<ProblemDetail> away(StoreUnavailableException e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, SOON)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database cannot be reached at the moment: nothing was changed, try again."));
  }

  /** The database refused; the operator finds out why in the log. */
  @ExceptionHandler(StoreException.class)
  public ResponseEntity<ProblemDetail> refused(StoreException e) {
    System.getLogger(ProblemAdvice.class.getName())
        .log(System.Logger.Level.ERROR, e.getMessage(), e);
    return ResponseEntity.internalServerError()
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "It could not be stored: nothing was changed. The operator finds the reason in the"
                    + " log."));
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
    return handleExceptionInternal(e, null, headers, status, request);
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
    HttpHeaders kept = new HttpHeaders(headers);
    kept.setCacheControl(CacheControl.noStore());
    return super.handleExceptionInternal(e, body, kept, status, request);
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
