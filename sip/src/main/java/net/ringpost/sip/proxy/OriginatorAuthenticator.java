// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.function.Consumer;
import net.ringpost.sip.engine.ServerTransaction;

/**
 * Finds out whom a request comes from, and whether that one may send it (RFC 3261 §16.3 step 6,
 * §22.3). A port of the {@link ProxyCore}.
 *
 * @param <C> what is known of a caller
 */
@FunctionalInterface
public interface OriginatorAuthenticator<C extends Originator> {
  /**
   * Answers the request, as with a challenge, or says whom it comes from.
   *
   * @param then called on the loop, at once or later; not at all if the request was answered
   */
  void identify(ServerTransaction transaction, long now, Consumer<C> then);
}
