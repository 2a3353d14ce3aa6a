// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.ringpost.phone.account.SignIn;
import net.ringpost.sip.auth.DigestClientState;
import net.ringpost.sip.auth.DigestCredentials;
import net.ringpost.sip.auth.DigestSecret;
import net.ringpost.sip.auth.DigestSyntaxException;
import net.ringpost.sip.dialog.Authenticator;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Answers challenges with the member's password (RFC 3261 §22, RFC 7616). */
final class Credentials implements Authenticator {
  /** More challenges than can be open at once; older ones are forgotten. */
  private static final int REMEMBERED = 64;

  private static final RandomGenerator RANDOM = new SecureRandom();

  private final DigestSecret secret;
  private final Map<String, DigestClientState> byNonce =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DigestClientState> eldest) {
          return size() > REMEMBERED;
        }
      };
  private String lastRefusal = "";

  Credentials(SignIn signIn) {
    this.secret = DigestSecret.ofPassword(signIn.id(), signIn.password());
  }

  /** Why the last challenge that was given up on was; for people. */
  String lastRefusal() {
    return lastRefusal;
  }

  @Override
  public @Nullable SipRequest answer(SipRequest request, SipResponse challenge) {
    boolean proxy = challenge.code() == 407;
    HeaderName own = proxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION;
    HeaderName theirs = proxy ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE;
    List<String> asked = challenge.headers().all(theirs).stream().map(HeaderField::value).toList();
    return switch (DigestClientState.challenged(sentBefore(request, own), asked)) {
      case DigestClientState.Reaction.GiveUp g -> {
        lastRefusal = g.reason();
        yield null;
      }
      case DigestClientState.Reaction.Retry r -> signed(request, own, r.state());
    };
  }

  private @Nullable DigestClientState sentBefore(SipRequest request, HeaderName own) {
    String value = request.headers().first(own);
    try {
      return value == null ? null : byNonce.get(DigestCredentials.parse(value).nonce());
    } catch (DigestSyntaxException notOurs) {
      return null;
    }
  }

  private SipRequest signed(SipRequest request, HeaderName own, DigestClientState state) {
    byte[] cnonce = new byte[12];
    RANDOM.nextBytes(cnonce);
    DigestClientState.Signed signed =
        state.sign(
            secret,
            request.method().token(),
            request.requestUriText(),
            HexFormat.of().formatHex(cnonce));
    byNonce.put(signed.value().nonce(), signed.next());
    HeaderEditor edit = request.headers().edit().remove(own);
    return request.withHeaders(edit.append(own, signed.value().toString()).build());
  }
}
