// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal, told as a problem document (RFC 9457). */
public final class Problem extends ErrorResponseException {
  private static final long serialVersionUID = 1L;

  /**
   * @param detail a sentence for people
   */
  public Problem(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  /**
   * @param detail a sentence for people
   * @param field the member of the request that it is about, told as {@code field}
   */
  public Problem(HttpStatus status, String detail, String field) {
    this(status, detail);
    getBody().setProperty("field", field);
  }

  /**
   * A refusal that passes, with {@code Retry-After}.
   *
   * @param detail a sentence for people, in which {@code %s} stands for how long it lasts
   */
  public static Problem later(HttpStatus status, String detail, Duration wait) {
    long seconds = retryAfter(wait);
    String told = seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " minutes";
    Problem problem = new Problem(status, detail.formatted(told));
    problem.getHeaders().add(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return problem;
  }

  /** A duration as {@code Retry-After} has it: in whole seconds, one at least. */
  public static long retryAfter(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
