// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;
import java.util.function.Consumer;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.registrar.Binding;
import org.jspecify.annotations.Nullable;

/**
 * Knows who is at a number, and where that one's terminals are (RFC 3261 §16.5, §10). A port of the
 * {@link ProxyCore}; nothing blocks.
 *
 * @param <C> what is known of a caller
 * @param <A> what is known of a callee
 */
public interface LocationService<C extends Originator, A extends AddressOfRecord> {
  /** What a search brought. */
  sealed interface Found<A extends AddressOfRecord> {
    /** Whom it is about; null if that is not known, or nobody. */
    @Nullable A callee();
  }

  /** This one. */
  record Known<A extends AddressOfRecord>(A callee) implements Found<A> {}

  /** There is none: 404. */
  record NotFound<A extends AddressOfRecord>() implements Found<A> {
    @Override
    public @Nullable A callee() {
      return null;
    }
  }

  /**
   * It cannot be said now: 503.
   *
   * @param reason for people
   * @param callee whom it is about, as far as is known
   */
  record Unavailable<A extends AddressOfRecord>(String reason, @Nullable A callee)
      implements Found<A> {}

  /**
   * Searches for whom a caller dialled.
   *
   * @param then called on the loop, at once where the answer is at hand, else later
   */
  void find(Destination.Dialled dialled, C caller, Consumer<Found<A>> then);

  /** The terminals of an account, each once, the preferred ones first; empty if none is there. */
  List<Binding> targets(long account, long now);

  /**
   * Whether the caller is handed the terminals' addresses (302) instead of being forwarded.
   *
   * @param targets at least one
   */
  boolean redirects(SipRequest request, A callee, List<Binding> targets);
}
