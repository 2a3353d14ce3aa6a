// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A server's certificate is refused; the message is for the person who connects. */
final class NotTrustedException extends CertificateException {
  private static final long serialVersionUID = 1;

  NotTrustedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
