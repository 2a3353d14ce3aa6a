// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

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
}
