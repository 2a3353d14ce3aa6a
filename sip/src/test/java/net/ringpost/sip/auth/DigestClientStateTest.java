// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import net.ringpost.sip.auth.DigestClientState.Reaction.GiveUp;
import net.ringpost.sip.auth.DigestClientState.Reaction.Retry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestClientStateTest {
  private static final String SHA =
      "Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth,auth-int\"";
  private static final String OTHER =
      "Digest realm=\"r\", nonce=\"n3\", algorithm=SHA-256, qop=\"auth\"";
  private static final String MD5 = "Digest realm=\"r\", nonce=\"n2\", algorithm=MD5, qop=\"auth\"";
  private static final DigestSecret SECRET = DigestSecret.ofPassword("1001", "secret");

  private static DigestClientState retry(@Nullable DigestClientState before, String... values) {
    return assertInstanceOf(Retry.class, DigestClientState.challenged(before, List.of(values)))
        .state();
  }

  private static DigestClientState first(String... values) {
    return retry(null, values);
  }

  // RFC 7616 §3.9.1 and RFC 2617 §3.5, whose numbers were recomputed with Python's hashlib.
  @ParameterizedTest
  @CsvSource({
    "http-auth@example.org,Circle of Life,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,SHA-256,"
        + "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,"
        + "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    "http-auth@example.org,Circle of Life,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,MD5,"
        + "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,8ca523f5e9506fed4657c9700eebdbec",
    "testrealm@host.com,Circle Of Life,dcd98b7102dd2f0e8b11d0f600bfb0c093,MD5,"
        + "0a4f113b,6629fae49393a05397450978507c4ef1",
  })
  void examples_of_the_rfcs_are_computed_as_printed(
      String realm, String password, String nonce, String algorithm, String cnonce, String want) {
    DigestClientState state =
        first(
            "Digest realm=\"%s\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"%s\", opaque=\"o\""
                .formatted(realm, algorithm, nonce));
    DigestCredentials made =
        state
            .sign(DigestSecret.ofPassword("Mufasa", password), "GET", "/dir/index.html", cnonce)
            .value();
    assertEquals(want, made.response());
    assertEquals("o", made.opaque());
  }

  // Computed with Python's hashlib.
  @ParameterizedTest
  @CsvSource({
    "SHA-256,c78cbeb673a640e55a29f08d4536d1948d2076969c4841358864f113c44adb59",
    "MD5,2dfefed1ed12c3a00c213335607c5110",
  })
  void tenth_use_in_a_register_is_computed_as_by_others(String algorithm, String want) {
    DigestClientState state =
        new DigestClientState(
            new DigestChallenge(
                "ringpost",
                "n0nce",
                null,
                DigestAlgorithm.of(algorithm).orElseThrow(),
                true,
                false),
            9,
            0);
    DigestClientState.Signed signed =
        state.sign(
            DigestSecret.ofPassword("1001", "grüße-07"),
            "REGISTER",
            "sip:127.0.0.1:5060",
            "c0ffee");
    assertEquals(want, signed.value().response());
    assertThat(signed.value().toString()).contains("nc=0000000a", "qop=auth");
    assertEquals(10, signed.next().uses());
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-256,3c7a0b3fc1680671a8467d3753782bdd998c488ae88f48d471181fd6905ed118",
    "MD5,dbfd293e34a46c090733ce1fcdb1fc59",
  })
  void challenge_without_qop_is_answered_as_in_rfc_2069(String algorithm, String want) {
    DigestClientState.Signed signed =
        first("Digest realm=\"ringpost\",nonce=n0nce,algorithm=" + algorithm)
            .sign(
                DigestSecret.ofPassword("電話", "pa ss"),
                "INVITE",
                "sip:1002@[2001:db8::1]",
                "unused");
    assertEquals(want, signed.value().response());
    assertThat(signed.value().proof()).isNull();
    assertThat(signed.next().reusable()).isFalse();
  }

  @Test
  void strongest_algorithm_is_answered() {
    assertEquals(DigestAlgorithm.SHA_256, first(MD5, SHA).challenge().algorithm());
    assertEquals(
        DigestAlgorithm.MD5,
        first("Basic realm=\"r\"", "Digest realm=r,nonce=n,algorithm=SHA-512-256", MD5)
            .challenge()
            .algorithm());
    assertThat(DigestChallenge.strongest(DigestChallenge.readable(List.of(MD5, SHA)))).hasSize(1);
  }

  @Test
  void fresh_refusal_means_a_wrong_password() {
    DigestClientState used = first(SHA).sign(SECRET, "REGISTER", "sip:r", "c").next();
    GiveUp end =
        assertInstanceOf(GiveUp.class, DigestClientState.challenged(used, List.of(SHA, MD5)));
    assertThat(end.wrongPassword()).isTrue();
  }

  @Test
  void stale_nonce_is_replaced_without_asking_but_not_for_ever() {
    DigestClientState state = first(SHA);
    for (int i = 0; i < 2; i++) {
      state = retry(state.sign(SECRET, "REGISTER", "sip:r", "c").next(), SHA + ", stale=TRUE");
      assertEquals(0, state.uses());
    }
    GiveUp end =
        assertInstanceOf(
            GiveUp.class,
            DigestClientState.challenged(
                state.sign(SECRET, "REGISTER", "sip:r", "c").next(),
                List.of(SHA + ", stale=true")));
    assertThat(end.wrongPassword()).isFalse();
  }

  @Test
  void nonce_that_was_good_before_may_be_forgotten() {
    DigestClientState good = first(SHA).sign(SECRET, "REGISTER", "sip:r", "c").next().accepted();
    assertThat(good.reusable()).isTrue();
    DigestClientState again = good.sign(SECRET, "REGISTER", "sip:r", "c").next();
    DigestClientState fresh = retry(again, OTHER);
    assertInstanceOf(
        GiveUp.class,
        DigestClientState.challenged(
            fresh.sign(SECRET, "REGISTER", "sip:r", "c").next(), List.of(SHA)));
    GiveUp known =
        assertInstanceOf(GiveUp.class, DigestClientState.challenged(again, List.of(SHA)));
    assertThat(known.wrongPassword()).as("one that is given again was not forgotten").isTrue();
  }

  @Test
  void next_nonce_begins_a_new_count() {
    DigestClientState next =
        first(SHA).sign(SECRET, "REGISTER", "sip:r", "c").next().withNextNonce("n9");
    DigestCredentials made = next.sign(SECRET, "REGISTER", "sip:r", "c").value();
    assertEquals("n9", made.nonce());
    assertThat(made.toString()).contains("nc=00000001");
  }

  @Test
  void unknown_kinds_of_challenge_are_given_up() {
    GiveUp end =
        assertInstanceOf(
            GiveUp.class, DigestClientState.challenged(null, List.of("Basic realm=\"r\"")));
    assertThat(end.wrongPassword()).isFalse();
  }

  @Test
  void hashes_serve_instead_of_the_password() {
    byte[] sha = DigestAlgorithm.SHA_256.ha1("1001", "r", "secret");
    byte[] md5 = DigestAlgorithm.MD5.ha1("1001", "r", "secret");
    DigestSecret hashed = DigestSecret.ofHashes("1001", sha, md5);
    for (String challenge : List.of(SHA, MD5)) {
      assertEquals(
          first(challenge).sign(SECRET, "INVITE", "sip:x", "c").value(),
          first(challenge).sign(hashed, "INVITE", "sip:x", "c").value());
    }
    assertThat(SECRET.toString()).doesNotContain("secret\"").isEqualTo("DigestSecret[1001]");
  }
}
