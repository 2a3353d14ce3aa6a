// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.SipRequest;

/**
 * Recognises a request that reaches us a second time on another way, because a proxy forked it (RFC
 * 3261 §8.2.2.2): same From tag, Call-ID and CSeq, another transaction.
 */
final class MergedRequests {
  private record Key(String callId, String fromTag, CSeq cseq) {}

  private record Seen(Key key, long until) {}

  private final Set<Key> keys = new HashSet<>();
  private final ArrayDeque<Seen> byAge = new ArrayDeque<>();
  private final long memory;

  /**
   * @param memory how long a request is remembered, in nanoseconds
   */
  MergedRequests(long memory) {
    this.memory = memory;
  }

  /** Whether the request, which makes a new transaction, has come before; remembers it. */
  boolean seen(SipRequest request, long now) {
    for (Seen old = byAge.peek(); old != null && now >= old.until; old = byAge.peek()) {
      keys.remove(old.key);
      byAge.remove();
    }
    Key key = new Key(request.callId(), String.valueOf(request.fromTag()), request.cseq());
    if (!keys.add(key)) {
      return true;
    }
    byAge.add(new Seen(key, now + memory));
    return false;
  }
}
