// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
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
    boolean unknown =
        e.getCause() instanceof UnrecognizedPropertyException
            || e.getCause() instanceof InvalidFormatException;
    HttpStatus told = unknown ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_REQUEST;
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(told, reason(e)), headers, told, request);
  }

  private static String reason(HttpMessageNotReadableException e) {
    if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
      return "There is nothing called \"" + unknown.getPropertyName() + "\" here.";
    }
    if (e.getCause() instanceof InvalidFormatException unfit) {
      return unfit(unfit);
    }
    if (e.getCause() instanceof JacksonException broken) {
      return "The body is not the JSON that belongs here: " + broken.getOriginalMessage();
    }
    return "The body is missing or cannot be read: JSON belongs here.";
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
