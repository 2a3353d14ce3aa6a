// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Via;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an answer to a request over UDP, whose source may be forged, within three times the bytes
 * that came (as by RFC 9000 §8.1).
 */
final class LimitedResponse {
  private static final int TIMES = 3;

  /** What can be left out, as it only spares a question (RFC 3261 §11.2, §20.5). */
  private static final List<HeaderName> DISPENSABLE =
      List.of(
          HeaderName.ACCEPT,
          HeaderName.ACCEPT_ENCODING,
          HeaderName.ACCEPT_LANGUAGE,
          HeaderName.ALLOW,
          HeaderName.SUPPORTED);

  private static final List<HeaderName> CHALLENGES =
      List.of(HeaderName.WWW_AUTHENTICATE, HeaderName.PROXY_AUTHENTICATE);

  private LimitedResponse() {}

  /**
   * The answer, or as much of it as is allowed.
   *
   * @param request as it was handed over, with what was noted of its source
   * @return null if even that is too much: nothing is to be sent
   */
  static @Nullable SipResponse of(SipResponse answer, SipRequest request, Flow from) {
    int most = TIMES * (request.size() - noted(request));
    if (from.protocol().reliable() || answer.size() <= most) {
      return answer;
    }
    HeaderEditor edit = answer.headers().edit();
    DISPENSABLE.forEach(edit::remove);
    SipResponse shorter = answer.withHeaders(edit.build());
    for (HeaderName name : CHALLENGES) {
      List<HeaderField> all = shorter.headers().all(name);
      if (shorter.size() > most && all.size() > 1) {
        // RFC 8760 §2.4: the first is the one that is wished for.
        HeaderEditor one = shorter.headers().edit().remove(name).append(all.getFirst());
        shorter = shorter.withHeaders(one.build());
      }
    }
    return shorter.size() <= most ? shorter : null;
  }

  /** How many bytes were added when it came (RFC 3261 §18.2.1, RFC 3581 §4). */
  private static int noted(SipRequest request) {
    Via top = request.topVia();
    String received = top.params().get("received");
    int added = received == null ? 0 : ";received=".length() + received.length();
    return added + (top.hasRport() ? 6 : 0);
  }
}
