// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.UUID;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.Status;

/**
 * Answers INVITEs that no terminal of the callee accepted, such as by voice mail. A port of the
 * {@link ProxyCore}.
 *
 * @param <C> what is known of a caller
 * @param <A> what is known of a callee
 */
public interface Retargeting<C extends Originator, A extends AddressOfRecord> {
  /**
   * How long the callee's terminals ring, in nanoseconds; {@link
   * net.ringpost.sip.transaction.Timers#NEVER} for no limit.
   */
  long noAnswerTimeout(A callee);

  /**
   * Takes an INVITE over.
   *
   * @param why how the request ended at the terminals
   * @param call its key in {@link CallEvents}
   * @return true if it owes the INVITE its final response from now on; false if the caller is to be
   *     told how it ended
   */
  boolean retarget(ServerTransaction invite, C caller, A callee, Status why, UUID call, long now);
}
