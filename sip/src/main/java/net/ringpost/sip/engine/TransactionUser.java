// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * What lies above the transactions: a proxy, a registrar, a user agent. Every request handed over
 * has {@code received} and {@code rport} filled in on its top Via (RFC 3261 §18.2.1, RFC 3581 §4).
 * Calls into the engine made from here take effect after the callback returns.
 */
public interface TransactionUser {
  /**
   * A new request, other than ACK and CANCEL. A final answer is owed through {@link
   * Engine#respond}; for INVITE without limit of time.
   */
  void onRequest(ServerTransaction transaction, SipRequest request, long now);

  /** An ACK that no transaction absorbed: for a 2xx, or a stray one. */
  void onAck(SipRequest ack, Flow from, long now);

  /**
   * An INVITE that has no final answer yet is cancelled. The CANCEL itself has been answered; the
   * INVITE is to be answered by 487, unless another final answer goes first.
   */
  void onCancel(ServerTransaction invite, SipRequest cancel, long now);

  /**
   * A response that belongs to no transaction, or repeats the final one to a request other than
   * INVITE. RFC 6026 §7: a proxy drops it. A user agent sends BYE for a 2xx to its INVITE that
   * comes too late, if it cares.
   */
  default void onStrayResponse(SipResponse response, Flow from, long now) {}

  /** A connection is closed, or could not be opened; what waited for answers over it was told. */
  default void onFlowFailed(Flow flow, long now) {}

  /**
   * A 2xx has come for an INVITE whose transactions were let go of by {@link Engine#linger}.
   *
   * @param upstream where that INVITE came from
   */
  default void onLateSuccess(SipResponse response, Flow upstream) {}

  /**
   * Is asked before a transaction is made for a new request, other than ACK and CANCEL.
   *
   * @return who takes the request once it has a transaction; null if it was answered by {@link
   *     Engine#sendStateless} (RFC 3261 §8.2.7) or dropped, so that it needs none
   */
  default @Nullable RequestHandler handler(SipRequest request, Flow from, long now) {
    return this::onRequest;
  }

  /**
   * Is asked about a new request over UDP whether its source address may be forged, so that what is
   * sent there because of it is to be limited: to three times what came (as by RFC 9000 §8.1),
   * until {@link Engine#proved}.
   */
  default boolean doubts(SipRequest request, Flow from) {
    return false;
  }

  /**
   * In overload, is asked about a request before it is looked at any further: whether it was
   * refused by {@link Engine#sendStateless}, or is the ACK of such a refusal, so that nothing is
   * left to do (RFC 6357 §5.3). Such a refusal has to cost less than anything else.
   *
   * @param unchecked may be malformed; {@code received} and {@code rport} are not filled in
   * @throws net.ringpost.sip.message.MalformedException if it is: it is handled as any other then
   */
  default boolean turnsAway(SipRequest unchecked, Flow from) {
    return false;
  }
}
