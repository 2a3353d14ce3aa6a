// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import org.springframework.security.core.AuthenticationException;

/** Nobody is signed in by this request; the client is told why. */
final class RefusedAuthentication extends AuthenticationException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /**
   * @param problem what the client is told; {@link ProblemEntryPoint} adds the challenge to a 401
   */
  RefusedAuthentication(Problem problem) {
    super(problem.getMessage(), problem);
    this.problem = problem;
  }

  /** What the client is told. */
  Problem problem() {
    return problem;
  }
}
