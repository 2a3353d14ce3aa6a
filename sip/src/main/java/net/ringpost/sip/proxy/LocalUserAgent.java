// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.SipRequest;

/**
 * The user agent beside the proxy: registrar, voice mail, event packages. What it takes is not
 * forwarded. A port of the {@link ProxyCore}.
 *
 * @param <C> what is known of a caller
 */
public interface LocalUserAgent<C extends Originator> {
  /** A request to the server itself has come. Owes the answer. */
  void toServer(ServerTransaction transaction, SipRequest request, long now);

  /** Whether a number is a service of the user agent's, such as {@code *97}. */
  boolean serves(String user);

  /**
   * A request to a number has come, from somebody who may send it.
   *
   * @return true if the user agent takes it, and owes the answer; false if it is to be forwarded
   */
  boolean takes(ServerTransaction transaction, Destination.Dialled dialled, C caller, long now);

  /** Whether a request belongs to a dialog of the user agent's. */
  boolean hasDialog(SipRequest request);

  /** A request of one of its dialogs has come. Owes the answer. */
  void withinDialog(ServerTransaction transaction, SipRequest request, long now);

  /** The ACK of one of its dialogs has come. */
  void onAck(SipRequest ack, Flow from, long now);

  /** Whether the user agent owes this INVITE its answer. */
  boolean holds(ServerTransaction invite);

  /** The caller gives an INVITE up that the user agent holds. */
  void onCancel(ServerTransaction invite, SipRequest cancel, long now);
}
