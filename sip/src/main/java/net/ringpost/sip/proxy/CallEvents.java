// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.UUID;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of requests to numbers, for call histories. A port of the {@link ProxyCore}.
 *
 * @param <C> what is known of a caller
 * @param <A> what is known of a callee
 */
public interface CallEvents<C extends Originator, A extends AddressOfRecord> {
  /**
   * A request is going to be forwarded or answered in the callee's stead.
   *
   * @param received as it came
   * @param callee null if nobody is at the number
   * @return the key under which its further events come; {@link FlowTokens#NO_CALL} for none
   */
  UUID began(SipRequest received, Destination.Dialled dialled, C caller, @Nullable A callee);

  /**
   * How it came out; a second outcome of the same call is another terminal's and does not count.
   *
   * @param outcome what the caller was told; 487 if the caller gave up
   */
  void decided(UUID call, Status outcome);

  /**
   * The dialog that it led to is over.
   *
   * @param failure why it was no conversation, though accepted (RFC 3326); null if it was one
   */
  void ended(UUID call, @Nullable Status failure);
}
