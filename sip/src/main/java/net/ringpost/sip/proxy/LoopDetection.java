// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import net.ringpost.sip.hash.Hash64;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Via;

/** Knows a request again that we have sent on before (RFC 3261 §16.3 step 4, §16.6 step 8). */
public final class LoopDetection {
  private LoopDetection() {}

  /**
   * The end of the branches under which the received request is sent on: the same if, and hardly
   * ever unless, everything is the same that decides where it goes. A request that comes back with
   * another Request-URI is no loop but a spiral.
   *
   * <p>DEVIATION RFC 3261 §16.3 step 4: the top Via, which it also names, is left out: on a request
   * that has gone round it is another one each time.
   */
  public static String mark(SipRequest request) {
    long h = Hash64.mix(0, request.toTag());
    h = Hash64.mix(h, request.fromTag());
    h = Hash64.mix(h, request.callId());
    h = Hash64.mix(h, request.requestUriText());
    h = Hash64.mix(h, request.cseq().number());
    h = Hash64.mix(h, request.headers().first(HeaderName.PROXY_REQUIRE));
    h = Hash64.mix(h, request.headers().first(HeaderName.PROXY_AUTHORIZATION));
    h = Hash64.mix(h, request.headers().first(HeaderName.ROUTE));
    return text(h);
  }

  private static String text(long h) {
    byte[] out = new byte[1 + Long.SIZE / 4];
    out[0] = '-';
    for (int i = 1; i < out.length; i++) {
      out[i] = (byte) Character.forDigit((int) (h >>> (4 * (i - 1))) & 0xf, 16);
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the request has passed here before and would go the same way again: 482.
   *
   * @param ours tells our own Vias by their sent-by
   */
  public static boolean isLoop(SipRequest request, Predicate<Via> ours) {
    String mark = null;
    List<Via> vias = request.vias();
    for (int i = 0; i < vias.size(); i++) {
      Via via = vias.get(i);
      String branch = via.branch();
      if (branch != null && ours.test(via)) {
        mark = mark == null ? mark(request) : mark;
        if (branch.endsWith(mark)) {
          return true;
        }
      }
    }
    return false;
  }
}
