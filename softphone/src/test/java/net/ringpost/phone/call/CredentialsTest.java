// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.ringpost.phone.account.SignIn;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.auth.DigestResult;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.NonceBook;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private final DigestVerifier verifier =
      new DigestVerifier("here", new NonceBook(new byte[32], "here", 1), String::equals);
  private final SipRequest request =
      SipRequest.of(Method.INVITE, SipUri.parse("sip:bob@example.org"), Headers.EMPTY);

  private static Credentials credentials(String password) {
    return new Credentials(new SignIn("ann", password, "example.org"));
  }

  private SipResponse challenge(Status status, HeaderName name, boolean stale) {
    HeaderEditor edit = Headers.create();
    for (DigestChallenge c : verifier.challenges(stale, 1000)) {
      edit.append(name, c.toString());
    }
    return SipResponse.of(status, status.reason(), edit.build(), new byte[0]);
  }

  private SipResponse asProxy(boolean stale) {
    return challenge(Status.PROXY_AUTHENTICATION_REQUIRED, HeaderName.PROXY_AUTHENTICATE, stale);
  }

  private DigestResult judged(SipRequest signed, HeaderName name) {
    List<String> values = signed.headers().all(name).stream().map(HeaderField::value).toList();
    return verifier.verify(
        values,
        "INVITE",
        "sip:bob@example.org",
        (user, algorithm) -> DigestAlgorithm.valueOf(algorithm.name()).ha1(user, "here", "right"),
        1000);
  }

  @Test
  void right_password_convinces_server_and_proxy() {
    Credentials credentials = credentials("right");
    SipRequest once = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    SipRequest twice =
        Objects.requireNonNull(
            credentials.answer(
                once, challenge(Status.UNAUTHORIZED, HeaderName.WWW_AUTHENTICATE, false)));
    assertThat(judged(twice, HeaderName.PROXY_AUTHORIZATION))
        .isInstanceOf(DigestResult.Accepted.class);
    assertThat(judged(twice, HeaderName.AUTHORIZATION)).isInstanceOf(DigestResult.Accepted.class);
  }

  @Test
  void wrong_password_is_given_up_at_once_with_a_reason() {
    Credentials credentials = credentials("wrong");
    SipRequest signed = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    assertThat(judged(signed, HeaderName.PROXY_AUTHORIZATION))
        .isInstanceOf(DigestResult.WrongPassword.class);
    assertThat(credentials.answer(signed, asProxy(false))).isNull();
    assertThat(credentials.lastRefusal()).contains("does not accept the ID and password");
  }

  @Test
  void stale_nonce_is_answered_again_by_one_new_header() {
    Credentials credentials = credentials("right");
    SipRequest signed = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    SipRequest again = Objects.requireNonNull(credentials.answer(signed, asProxy(true)));
    assertThat(again.headers().count(HeaderName.PROXY_AUTHORIZATION)).isEqualTo(1);
    assertThat(judged(again, HeaderName.PROXY_AUTHORIZATION))
        .isInstanceOf(DigestResult.Accepted.class);
  }
}
