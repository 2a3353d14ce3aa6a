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
final class PasswordAuthenticator implements Authenticator {
  /** More challenges than can be open at once; older ones are forgotten. */
  private static final int REMEMBERED = 64;

  private static final RandomGenerator RANDOM = new SecureRandom();

  private final DigestSecret secret;

  /**
   * RFC 7616 §3.4: what is counted is how often a nonce has been used, whatever the requests were.
   * Those used last are kept longest.
   */
  private final Map<Nonce, DigestClientState> used =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Nonce, DigestClientState> eldest) {
          return size() > REMEMBERED;
        }
      };

  PasswordAuthenticator(SignIn signIn) {
    this.secret = DigestSecret.ofPassword(signIn.id(), signIn.password());
  }

  @Override
  public @Nullable SipRequest answer(SipRequest request, SipResponse challenge) {
    return switch (reaction(request, challenge)) {
      case DigestClientState.Reaction.GiveUp g -> null;
      case DigestClientState.Reaction.Retry r -> signed(request, own(challenge), r.state());
    };
  }

  @Override
  public boolean refused(SipRequest request, SipResponse challenge) {
    return reaction(request, challenge) instanceof DigestClientState.Reaction.GiveUp g
        && g.wrongPassword();
  }

  private static HeaderName own(SipResponse challenge) {
    return challenge.code() == 407 ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION;
  }

  private DigestClientState.Reaction reaction(SipRequest request, SipResponse challenge) {
    HeaderName theirs =
        challenge.code() == 407 ? HeaderName.PROXY_AUTHENTICATE : HeaderName.WWW_AUTHENTICATE;
    List<String> asked = challenge.headers().all(theirs).stream().map(HeaderField::value).toList();
    return DigestClientState.challenged(sentBefore(request, own(challenge)), asked);
  }

  /** What the request was signed with; {@code uses} as it was then. */
  private @Nullable DigestClientState sentBefore(SipRequest request, HeaderName own) {
    String value = request.headers().first(own);
    if (value == null) {
      return null;
    }
    try {
      DigestCredentials sent = DigestCredentials.parse(value);
      DigestClientState known = used.get(new Nonce(sent.realm(), sent.nonce()));
      DigestCredentials.Counted proof = sent.proof();
      return known == null
          ? null
          : new DigestClientState(
              known.challenge(), proof == null ? 1 : proof.count(), known.refusals());
    } catch (DigestSyntaxException notOurs) {
      return null;
    }
  }

  private SipRequest signed(SipRequest request, HeaderName own, DigestClientState state) {
    Nonce nonce = new Nonce(state.challenge().realm(), state.challenge().nonce());
    DigestClientState before = used.get(nonce);
    DigestClientState counted =
        new DigestClientState(
            state.challenge(), before == null ? 0 : before.uses(), state.refusals());
    byte[] cnonce = new byte[12];
    RANDOM.nextBytes(cnonce);
    DigestClientState.Signed signed =
        counted.sign(
            secret,
            request.method().token(),
            request.requestUriText(),
            HexFormat.of().formatHex(cnonce));
    used.put(nonce, signed.next());
    HeaderEditor edit = request.headers().edit().remove(own);
    return request.withHeaders(edit.append(own, signed.value().toString()).build());
  }

  private record Nonce(String realm, String nonce) {}
}
