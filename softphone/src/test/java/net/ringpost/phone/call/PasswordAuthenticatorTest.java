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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PasswordAuthenticatorTest {
  private final DigestVerifier verifier =
      new DigestVerifier("here", new NonceBook(new byte[32], "here", 1), String::equals);
  private final SipRequest request =
      SipRequest.of(Method.INVITE, SipUri.parse("sip:bob@example.org"), Headers.EMPTY);

  private static PasswordAuthenticator credentials(String password) {
    return new PasswordAuthenticator(new SignIn("ann", password, "example.org"));
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
    PasswordAuthenticator credentials = credentials("right");
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
    PasswordAuthenticator credentials = credentials("wrong");
    SipRequest signed = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    assertThat(judged(signed, HeaderName.PROXY_AUTHORIZATION))
        .isInstanceOf(DigestResult.WrongPassword.class);
    assertThat(credentials.answer(signed, asProxy(false))).isNull();
    assertThat(credentials.refused(signed, asProxy(false))).isTrue();
  }

  @Test
  void only_a_fresh_refusal_is_one_for_good() {
    PasswordAuthenticator credentials = credentials("right");
    SipRequest signed = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    assertThat(credentials.refused(request, asProxy(false))).as("nothing was judged").isFalse();
    assertThat(credentials.refused(signed, asProxy(true))).as("stale").isFalse();
    SipResponse silent =
        SipResponse.of(Status.PROXY_AUTHENTICATION_REQUIRED, "", Headers.EMPTY, new byte[0]);
    assertThat(credentials.refused(signed, silent)).as("no challenge at all").isFalse();
    assertThat(credentials.refused(signed, asProxy(false))).isTrue();
  }

  /** RFC 7616 §3.4: nc counts the uses of a nonce, whatever was asked for. */
  @Test
  void nonce_that_is_given_again_is_counted_on() {
    PasswordAuthenticator credentials = credentials("right");
    SipResponse challenge = fixed("one");
    assertThat(count(credentials.answer(request, challenge))).isEqualTo("00000001");
    assertThat(count(credentials.answer(request, challenge))).isEqualTo("00000002");
    SipRequest message =
        SipRequest.of(Method.MESSAGE, SipUri.parse("sip:bob@example.org"), Headers.EMPTY);
    assertThat(count(credentials.answer(message, challenge))).isEqualTo("00000003");
    assertThat(count(credentials.answer(request, fixed("two")))).isEqualTo("00000001");
    assertThat(count(credentials.answer(request, challenge))).isEqualTo("00000004");
    SipRequest register =
        SipRequest.of(Method.REGISTER, SipUri.parse("sip:example.org"), Headers.EMPTY);
    SipResponse asRegistrar = fixed(Status.UNAUTHORIZED, HeaderName.WWW_AUTHENTICATE, "one");
    SipRequest signed = Objects.requireNonNull(credentials.answer(register, asRegistrar));
    assertThat(signed.headers().first(HeaderName.AUTHORIZATION)).contains("nc=00000005");
    assertThat(credentials.refused(signed, asRegistrar)).as("the same again").isTrue();
    SipResponse another = fixed(Status.UNAUTHORIZED, HeaderName.WWW_AUTHENTICATE, "three");
    assertThat(credentials.refused(signed, another)).as("an old nonce").isFalse();
  }

  private static SipResponse fixed(String nonce) {
    return fixed(Status.PROXY_AUTHENTICATION_REQUIRED, HeaderName.PROXY_AUTHENTICATE, nonce);
  }

  private static SipResponse fixed(Status status, HeaderName name, String nonce) {
    DigestChallenge c =
        new DigestChallenge("here", nonce, null, DigestAlgorithm.SHA_256, true, false);
    Headers headers = Headers.create().append(name, c.toString()).build();
    return SipResponse.of(status, status.reason(), headers, new byte[0]);
  }

  private static String count(@Nullable SipRequest signed) {
    String value =
        String.valueOf(
            Objects.requireNonNull(signed).headers().first(HeaderName.PROXY_AUTHORIZATION));
    return value.substring(value.indexOf("nc=") + 3);
  }

  @Test
  void stale_nonce_is_answered_again_by_one_new_header() {
    PasswordAuthenticator credentials = credentials("right");
    SipRequest signed = Objects.requireNonNull(credentials.answer(request, asProxy(false)));
    SipRequest again = Objects.requireNonNull(credentials.answer(signed, asProxy(true)));
    assertThat(again.headers().count(HeaderName.PROXY_AUTHORIZATION)).isEqualTo(1);
    assertThat(judged(again, HeaderName.PROXY_AUTHORIZATION))
        .isInstanceOf(DigestResult.Accepted.class);
  }
}
