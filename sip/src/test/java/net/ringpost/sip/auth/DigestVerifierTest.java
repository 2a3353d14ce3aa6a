// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.ringpost.sip.auth.DigestResult.Accepted;
import net.ringpost.sip.auth.DigestResult.ForeignNonce;
import net.ringpost.sip.auth.DigestResult.Malformed;
import net.ringpost.sip.auth.DigestResult.Replayed;
import net.ringpost.sip.auth.DigestResult.Stale;
import net.ringpost.sip.auth.DigestResult.UnknownUser;
import net.ringpost.sip.auth.DigestResult.WrongPassword;
import net.ringpost.sip.auth.DigestResult.WrongRealm;
import net.ringpost.sip.auth.DigestResult.WrongUri;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigestVerifierTest {
  private static final byte[] SECRET = "an example of thirty-two bytes!!".getBytes(UTF_8);
  private static final String REALM = "ringpost";
  private static final String URI = "sip:127.0.0.1";
  private static final long NOW = 1_790_000_000_000L;
  private static final DigestSecret ALICE = DigestSecret.ofPassword("alice", "right");

  private final DigestVerifier verifier = verifier(1);

  private static DigestVerifier verifier(long run) {
    NonceBook book = new NonceBook(SECRET, REALM, Duration.ofMinutes(5), 16, run);
    return new DigestVerifier(REALM, book, String::equalsIgnoreCase);
  }

  private DigestClientState challenge(DigestAlgorithm algorithm, long now) {
    return verifier.challenges(false, now).stream()
        .filter(c -> c.algorithm() == algorithm)
        .map(c -> DigestClientState.of(reread(c)))
        .findFirst()
        .orElseThrow();
  }

  private static DigestChallenge reread(DigestChallenge challenge) {
    try {
      return DigestChallenge.parse(challenge.toString());
    } catch (DigestSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private DigestClientState challenge() {
    return challenge(DigestAlgorithm.SHA_256, NOW);
  }

  private DigestResult verify(DigestCredentials credentials, String method, String uri, long now) {
    return verifier.verify(
        List.of(credentials.toString()), method, uri, DigestVerifierTest::find, now);
  }

  private DigestResult verify(DigestCredentials credentials) {
    return verify(credentials, "REGISTER", URI, NOW);
  }

  private static byte @Nullable [] find(String user, DigestAlgorithm algorithm) {
    return user.equals("alice") ? algorithm.ha1("alice", REALM, "right") : null;
  }

  private static DigestClientState.Signed sign(DigestClientState state) {
    return state.sign(ALICE, "REGISTER", URI, "c");
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void right_password_is_accepted(DigestAlgorithm algorithm) {
    DigestCredentials credentials = sign(challenge(algorithm, NOW)).value();
    assertEquals(new Accepted("alice", null), verify(credentials));
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void wrong_password_and_unknown_user_are_told_apart_for_the_log(DigestAlgorithm algorithm) {
    for (String user : List.of("alice", "bob")) {
      DigestCredentials credentials =
          challenge(algorithm, NOW)
              .sign(DigestSecret.ofPassword(user, "wrong"), "REGISTER", URI, "c")
              .value();
      DigestResult want =
          user.equals("alice") ? new WrongPassword("alice") : new UnknownUser("bob");
      assertEquals(want, verify(credentials));
    }
  }

  @Test
  void sha_256_is_offered_first() {
    assertThat(verifier.challenges(true, NOW))
        .extracting(DigestChallenge::algorithm)
        .containsExactly(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
    assertThat(verifier.challenges(true, NOW).getFirst().toString())
        .startsWith("Digest realm=\"ringpost\", nonce=\"")
        .endsWith("algorithm=SHA-256, qop=\"auth\", stale=true");
  }

  @Test
  void growing_counts_with_gaps_are_accepted_and_any_other_is_a_replay() {
    DigestClientState state = challenge();
    for (int uses : new int[] {0, 1, 5, 400}) {
      DigestCredentials value = sign(new DigestClientState(state.challenge(), uses, 0)).value();
      assertInstanceOf(Accepted.class, verify(value));
      assertInstanceOf(Replayed.class, verify(value));
    }
    assertInstanceOf(
        Replayed.class, verify(sign(new DigestClientState(state.challenge(), 399, 0)).value()));
  }

  @Test
  void wrong_password_does_not_use_up_the_nonce() {
    DigestClientState state = challenge();
    DigestCredentials guess =
        new DigestClientState(state.challenge(), 1000, 0)
            .sign(DigestSecret.ofPassword("alice", "guess"), "REGISTER", URI, "c")
            .value();
    assertInstanceOf(WrongPassword.class, verify(guess));
    assertInstanceOf(Accepted.class, verify(sign(state).value()));
  }

  @Test
  void used_nonce_does_not_tell_whether_a_guess_was_right() {
    DigestClientState state = challenge();
    assertInstanceOf(Accepted.class, verify(sign(state).value()));
    DigestCredentials guess =
        state.sign(DigestSecret.ofPassword("alice", "guess"), "REGISTER", URI, "c").value();
    assertInstanceOf(WrongPassword.class, verify(guess));
  }

  @Test
  void without_qop_a_nonce_is_good_once() {
    DigestChallenge asked = challenge().challenge();
    DigestChallenge old =
        new DigestChallenge(REALM, asked.nonce(), null, asked.algorithm(), false, false);
    DigestCredentials credentials = sign(DigestClientState.of(old)).value();
    assertInstanceOf(Accepted.class, verify(credentials));
    assertInstanceOf(Replayed.class, verify(credentials));
    assertInstanceOf(
        Replayed.class, verify(sign(new DigestClientState(asked, 1_000_000, 0)).value()));
  }

  @Test
  void without_qop_a_nonce_used_with_it_is_not_taken() {
    DigestChallenge asked = challenge().challenge();
    assertInstanceOf(Accepted.class, verify(sign(DigestClientState.of(asked)).value()));
    DigestChallenge old =
        new DigestChallenge(REALM, asked.nonce(), null, asked.algorithm(), false, false);
    assertInstanceOf(Replayed.class, verify(sign(DigestClientState.of(old)).value()));
  }

  @Test
  void old_nonce_is_stale_and_an_ageing_one_is_followed_by_the_next() {
    DigestClientState.Signed signed = sign(challenge());
    long half = NOW + Duration.ofSeconds(151).toMillis();
    Accepted accepted =
        assertInstanceOf(Accepted.class, verify(signed.value(), "REGISTER", URI, half));
    String announced = Objects.requireNonNull(accepted.nextNonce());
    DigestClientState next = signed.next().withNextNonce(announced);
    long late = NOW + Duration.ofSeconds(301).toMillis();
    assertEquals(new Stale(), verify(sign(signed.next()).value(), "REGISTER", URI, late));
    assertInstanceOf(Accepted.class, verify(sign(next).value(), "REGISTER", URI, late));
    long clockSetBack = NOW - Duration.ofHours(1).toMillis();
    assertEquals(new Stale(), verify(sign(challenge()).value(), "REGISTER", URI, clockSetBack));
  }

  @Test
  void forgotten_nonce_is_stale_and_never_replayable() {
    DigestClientState.Signed used = sign(challenge());
    assertInstanceOf(Accepted.class, verify(used.value()));
    for (int i = 0; i < 16; i++) {
      verifier.challenges(false, NOW);
    }
    assertEquals(new Stale(), verify(used.value()));
  }

  @Test
  void nonce_of_an_earlier_run_is_stale() {
    DigestCredentials before =
        sign(DigestClientState.of(verifier(2).challenges(false, NOW).getFirst())).value();
    assertEquals(new Stale(), verify(before));
  }

  @Test
  void nonce_that_is_not_ours_is_foreign() {
    NonceBook others = new NonceBook(new byte[32], REALM, 1);
    NonceBook otherRealm = new NonceBook(SECRET, "elsewhere", 1);
    String ours = challenge().challenge().nonce();
    String altered = (ours.charAt(9) == 'A' ? "B" : "A");
    for (String nonce :
        List.of(
            others.issue(NOW),
            otherRealm.issue(NOW),
            ours.substring(0, 9) + altered + ours.substring(10),
            ours.substring(1),
            ours.replace(ours.charAt(20), '!'),
            "")) {
      DigestChallenge forged =
          new DigestChallenge(REALM, nonce, null, DigestAlgorithm.SHA_256, true, false);
      assertEquals(new ForeignNonce(), verify(sign(DigestClientState.of(forged)).value()));
    }
  }

  @Test
  void credentials_are_good_for_their_method_and_uri_only() {
    DigestCredentials credentials = sign(challenge()).value();
    assertEquals(new WrongUri(URI), verify(credentials, "REGISTER", "sip:127.0.0.2", NOW));
    assertInstanceOf(WrongPassword.class, verify(credentials, "INVITE", URI, NOW));
    assertInstanceOf(Accepted.class, verify(credentials, "REGISTER", "SIP:127.0.0.1", NOW));
  }

  @Test
  void credentials_for_our_realm_are_found_among_others() {
    DigestCredentials ours = sign(challenge()).value();
    String others = ours.toString().replace("\"ringpost\"", "\"elsewhere\"");
    assertInstanceOf(
        Accepted.class,
        verifier.verify(
            List.of("Basic eDp5", others, ours.toString()),
            "REGISTER",
            URI,
            DigestVerifierTest::find,
            NOW));
    assertEquals(
        new WrongRealm(""),
        verifier.verify(List.of(others), "REGISTER", URI, DigestVerifierTest::find, NOW));
    assertInstanceOf(
        Malformed.class,
        verifier.verify(List.of("Digest x"), "REGISTER", URI, DigestVerifierTest::find, NOW));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31})
  void short_secret_is_refused(int length) {
    assertThrows(IllegalArgumentException.class, () -> new NonceBook(new byte[length], REALM, 1));
  }
}
