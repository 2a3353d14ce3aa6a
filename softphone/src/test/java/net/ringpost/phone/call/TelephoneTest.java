// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.WavFile;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telephones on real sockets, with a small server between them. */
class TelephoneTest {
  @TempDir Path folder;
  private TestServer server;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(0, folder.resolve("tls"));
    open.add(server);
    server.account("ann", "secret a");
    server.account("bob", "secret b");
    server.account("cat", "secret c");
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private PhoneSettings settings(String id, TransportProtocol protocol) {
    ServerAddress address = new ServerAddress("127.0.0.1", server.port(protocol), protocol);
    return TestPhone.settings(address, id, "secret " + id.charAt(0), folder);
  }

  private TestPhone phone(PhoneSettings settings) throws Exception {
    TestPhone phone = new TestPhone(settings);
    open.add(phone);
    return phone;
  }

  private TestPhone phone(String id) throws Exception {
    TestPhone phone = phone(settings(id, TransportProtocol.UDP));
    phone.await(PhoneEvent.Registered.class);
    return phone;
  }

  private static PhoneSettings with(
      PhoneSettings s,
      PhoneSettings.Plain plain,
      @Nullable Path in,
      @Nullable Path out,
      int autoAnswer) {
    return new PhoneSettings(
        s.server(),
        s.signIn(),
        s.data(),
        s.bind(),
        () -> plain,
        Optional.ofNullable(in),
        Optional.ofNullable(out),
        s.ring(),
        autoAnswer,
        s.expires(),
        s.videoIn(),
        s.codecs());
  }

  private Path sentence(String name) throws Exception {
    Path file = folder.resolve(name);
    try (var in =
        Objects.requireNonNull(WavFile.class.getResourceAsStream("/net/ringpost/media/" + name))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private static void answered(TestPhone caller, TestPhone callee) {
    callee.await(PhoneEvent.Incoming.class);
    caller.await(PhoneEvent.Ringing.class);
    callee.telephone.answer();
    caller.await(PhoneEvent.Answered.class);
    callee.await(PhoneEvent.Answered.class);
    caller.await(PhoneEvent.Media.class);
    callee.await(PhoneEvent.Media.class);
  }

  @Test
  void talk_crosses_both_ways_encrypted_and_either_side_hangs_up() throws Exception {
    Path a = sentence("sentence-a.wav");
    Path b = sentence("sentence-b.wav");
    PhoneSettings.Plain never = PhoneSettings.Plain.NEVER;
    TestPhone ann =
        phone(
            with(
                settings("ann", TransportProtocol.UDP),
                never,
                a,
                folder.resolve("a-heard.wav"),
                -1));
    TestPhone bob =
        phone(
            with(
                settings("bob", TransportProtocol.UDP),
                never,
                b,
                folder.resolve("b-heard.wav"),
                -1));
    ann.await(PhoneEvent.Registered.class);
    bob.await(PhoneEvent.Registered.class);
    ann.telephone.dial("bob");
    PhoneEvent.Incoming incoming = bob.await(PhoneEvent.Incoming.class);
    assertThat(incoming.from()).isEqualTo("ann");
    assertThat(incoming.name()).isEqualTo("Test ann");
    ann.await(PhoneEvent.Ringing.class);
    bob.telephone.answer();
    ann.await(PhoneEvent.Answered.class);
    bob.await(PhoneEvent.Answered.class);
    assertThat(ann.await(PhoneEvent.Media.class).encryption()).isEqualTo("DTLS-SRTP");
    assertThat(bob.await(PhoneEvent.Media.class).codec()).isEqualTo("opus");
    for (int i = 0; i < 5; i++) {
      ann.await(PhoneEvent.Statistics.class);
    }
    long byeBefore = server.seen(Method.BYE);
    bob.telephone.hangUp();
    assertThat(bob.await(PhoneEvent.Ended.class).status()).isEqualTo(200);
    PhoneEvent.Ended ended = ann.await(PhoneEvent.Ended.class);
    assertThat(ended).isEqualTo(new PhoneEvent.Ended(1, "the other side hung up", 200));
    assertThat(server.seen(Method.BYE)).as("the BYE goes from peer to peer").isEqualTo(byeBefore);
    heard(a, folder.resolve("b-heard.wav"));
    heard(b, folder.resolve("a-heard.wav"));

    bob.telephone.dial("sip:ann@127.0.0.1");
    answered(bob, ann);
    ann.await(PhoneEvent.Statistics.class);
    bob.telephone.hangUp();
    assertThat(ann.await(PhoneEvent.Ended.class).call()).isEqualTo(2);
    ann.close();
    assertThat(folder.resolve("a-heard-2.wav")).exists();
  }

  private static void heard(Path said, Path recorded) throws Exception {
    SpeechComparison heard = SpeechComparison.compare(WavFile.read(said), WavFile.read(recorded));
    assertThat(heard.correlation()).isGreaterThan(0.8);
  }

  @Test
  void early_hang_up_cancels() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    ann.telephone.dial("bob");
    ann.await(PhoneEvent.Ringing.class);
    ann.telephone.hangUp();
    assertThat(ann.await(PhoneEvent.Ended.class).status()).isEqualTo(487);
    assertThat(bob.await(PhoneEvent.Ended.class))
        .isEqualTo(new PhoneEvent.Ended(1, "the caller gave up", 487));
  }

  @Test
  void busy_and_declined_are_told_apart() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    ann.telephone.dial("bob");
    bob.await(PhoneEvent.Incoming.class);
    bob.telephone.reject(true);
    assertThat(ann.await(PhoneEvent.Ended.class)).isEqualTo(new PhoneEvent.Ended(1, "busy", 486));
    ann.telephone.dial("bob");
    bob.await(PhoneEvent.Incoming.class);
    bob.telephone.reject(false);
    assertThat(ann.await(PhoneEvent.Ended.class))
        .isEqualTo(new PhoneEvent.Ended(2, "declined", 603));
  }

  @Test
  void second_caller_hears_busy() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    TestPhone cat = phone("cat");
    ann.telephone.dial("bob");
    bob.await(PhoneEvent.Incoming.class);
    cat.telephone.dial("bob");
    assertThat(cat.await(PhoneEvent.Ended.class).status()).isEqualTo(486);
    assertThat(bob.told()).filteredOn(PhoneEvent.Incoming.class::isInstance).hasSize(1);
    bob.telephone.answer();
    ann.await(PhoneEvent.Media.class);
  }

  @Test
  void call_is_held_and_taken_back_and_keys_arrive() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    server.challengeDialogs();
    ann.telephone.dial("bob");
    answered(ann, bob);
    ann.telephone.press("5#");
    assertThat(bob.await(PhoneEvent.Digit.class).digit()).isEqualTo("5");
    assertThat(bob.await(PhoneEvent.Digit.class).digit()).isEqualTo("#");
    ann.telephone.hold(true);
    assertThat(ann.await(PhoneEvent.Hold.class)).isEqualTo(new PhoneEvent.Hold(1, "us", true));
    assertThat(bob.await(PhoneEvent.Hold.class)).isEqualTo(new PhoneEvent.Hold(1, "them", true));
    ann.telephone.hold(false);
    assertThat(ann.await(PhoneEvent.Hold.class).held()).isFalse();
    assertThat(bob.await(PhoneEvent.Hold.class).held()).isFalse();
    bob.telephone.hold(true);
    assertThat(ann.await(PhoneEvent.Hold.class)).isEqualTo(new PhoneEvent.Hold(1, "them", true));
    bob.telephone.hangUp();
    assertThat(ann.await(PhoneEvent.Ended.class).status()).isEqualTo(200);
    assertThat(server.seen)
        .as("re-INVITE and BYE were challenged and answered")
        .filteredOn(r -> r.toTag() != null && r.headers().has(HeaderName.PROXY_AUTHORIZATION))
        .extracting(r -> r.method().token())
        .contains("INVITE", "BYE");
  }

  @Test
  void change_that_crosses_another_is_asked_for_again_but_not_for_ever() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    server.challengeDialogs();
    ann.telephone.dial("bob");
    answered(ann, bob);
    server.pending.set(2);
    ann.telephone.hold(true);
    assertThat(ann.await(PhoneEvent.Hold.class)).isEqualTo(new PhoneEvent.Hold(1, "us", true));
    assertThat(bob.await(PhoneEvent.Hold.class)).isEqualTo(new PhoneEvent.Hold(1, "them", true));
    assertThat(server.pending).hasValue(0);
    server.pending.set(Integer.MAX_VALUE);
    ann.telephone.hold(false);
    assertThat(ann.await(PhoneEvent.Error.class).message())
        .contains("did not take the change, the call goes on as it was");
    server.pending.set(0);
    ann.telephone.hold(false);
    assertThat(ann.await(PhoneEvent.Hold.class).held()).isFalse();
  }

  @Test
  void wrong_password_is_told_once_and_not_tried_for_ever() throws Exception {
    ServerAddress address =
        new ServerAddress("127.0.0.1", server.port(TransportProtocol.UDP), TransportProtocol.UDP);
    TestPhone ann = phone(TestPhone.settings(address, "ann", "wrong", folder));
    PhoneEvent.RegistrationFailed failed = ann.await(PhoneEvent.RegistrationFailed.class);
    assertThat(failed.retry()).isZero();
    assertThat(failed.reason()).contains("does not accept the ID and password");
    assertThat(server.seen(Method.REGISTER)).isEqualTo(2);
  }

  @Test
  void unknown_and_absent_numbers_have_their_own_reasons() throws Exception {
    TestPhone ann = phone("ann");
    ann.telephone.dial("nobody");
    assertThat(ann.await(PhoneEvent.Ended.class))
        .isEqualTo(new PhoneEvent.Ended(1, "nobody has this number", 404));
    ann.telephone.dial("bob");
    assertThat(ann.await(PhoneEvent.Ended.class))
        .isEqualTo(new PhoneEvent.Ended(2, "not reachable now", 480));
    assertThat(ann.told()).noneMatch(PhoneEvent.Ringing.class::isInstance);
  }

  @Test
  void other_telephone_of_the_number_knows_that_it_was_answered_elsewhere() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone first = phone("bob");
    PhoneSettings more = settings("bob", TransportProtocol.UDP);
    TestPhone second =
        phone(TestPhone.settings(more.server(), "bob", "secret b", folder.resolve("second")));
    second.await(PhoneEvent.Registered.class);
    assertThat(server.bindings("bob")).isEqualTo(2);
    ann.telephone.dial("bob");
    first.await(PhoneEvent.Incoming.class);
    second.await(PhoneEvent.Incoming.class);
    second.telephone.answer();
    assertThat(first.await(PhoneEvent.Ended.class).reason()).isEqualTo("answered elsewhere");
    ann.await(PhoneEvent.Media.class);
  }

  @Test
  void other_telephone_of_the_number_knows_that_it_was_declined_elsewhere() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone first = phone("bob");
    PhoneSettings more = settings("bob", TransportProtocol.UDP);
    TestPhone second =
        phone(TestPhone.settings(more.server(), "bob", "secret b", folder.resolve("second")));
    second.await(PhoneEvent.Registered.class);
    ann.telephone.dial("bob");
    first.await(PhoneEvent.Incoming.class);
    second.await(PhoneEvent.Incoming.class);
    second.telephone.reject(false);
    assertThat(first.await(PhoneEvent.Ended.class).reason()).isEqualTo("declined elsewhere");
    assertThat(ann.await(PhoneEvent.Ended.class).status()).isEqualTo(603);
  }

  @Test
  void telephone_that_the_server_does_not_sign_out_does_not_say_so() throws Exception {
    TestPhone ann = phone("ann");
    server.keepsTerminals = true;
    ann.telephone.unregister();
    PhoneEvent.UnregistrationFailed failed = ann.await(PhoneEvent.UnregistrationFailed.class);
    assertThat(failed.reason()).isEqualTo("503 Service Unavailable");
    assertThat(failed.expires()).isBetween(1L, 60L);
    ann.telephone.status();
    assertThat(ann.await(PhoneEvent.State.class).registered()).isTrue();
    assertThat(ann.told()).noneMatch(PhoneEvent.Unregistered.class::isInstance);
    server.keepsTerminals = false;
    ann.telephone.unregister();
    ann.await(PhoneEvent.Unregistered.class);
    assertThat(server.bindings("ann")).isZero();
  }

  @Test
  void telephone_that_was_never_signed_in_does_not_say_that_it_signed_out() throws Exception {
    server.account("ann", "not this one");
    TestPhone ann = phone(settings("ann", TransportProtocol.UDP));
    assertThat(ann.await(PhoneEvent.RegistrationFailed.class).reason())
        .isEqualTo("the server does not accept the ID and password");
    ann.close();
    ann.await(PhoneEvent.NotRegistered.class);
    assertThat(ann.told()).noneMatch(PhoneEvent.Unregistered.class::isInstance);
  }

  @Test
  void plain_talk_only_where_it_is_allowed() throws Exception {
    PhoneSettings bobs = settings("bob", TransportProtocol.UDP);
    TestPhone bob = phone(with(bobs, PhoneSettings.Plain.ONLY, null, null, 0));
    TestPhone ann = phone("ann");
    PhoneSettings cats = settings("cat", TransportProtocol.UDP);
    TestPhone cat = phone(with(cats, PhoneSettings.Plain.ALLOW, null, null, -1));
    bob.await(PhoneEvent.Registered.class);
    cat.await(PhoneEvent.Registered.class);
    ann.telephone.dial("bob");
    assertThat(ann.await(PhoneEvent.Ended.class).status()).isEqualTo(488);
    cat.telephone.dial("bob");
    assertThat(cat.await(PhoneEvent.Media.class).encryption()).isEqualTo("none");
    assertThat(bob.told()).filteredOn(PhoneEvent.Incoming.class::isInstance).hasSize(1);
  }

  /** Whichever of the two notices it first, both say the same, and that it was no talk. */
  @Test
  void call_without_sound_ends_for_both_with_the_reason() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    server.tampers = true;
    ann.telephone.dial("bob");
    bob.await(PhoneEvent.Incoming.class);
    bob.telephone.answer();
    PhoneEvent.Ended bobs = bob.await(PhoneEvent.Ended.class);
    PhoneEvent.Ended anns = ann.await(PhoneEvent.Ended.class);
    assertThat(bobs.reason()).startsWith("no sound can cross: ");
    assertThat(bobs.status()).isEqualTo(488);
    assertThat(anns).isEqualTo(bobs);
  }

  @Test
  void redirected_caller_calls_there() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    String address =
        bob.told().stream()
            .filter(PhoneEvent.Registered.class::isInstance)
            .map(e -> ((PhoneEvent.Registered) e).address())
            .findFirst()
            .orElseThrow();
    server.account("moved", "x");
    server.redirect("moved", "sip:bob@" + address);
    ann.telephone.dial("moved");
    PhoneEvent.Incoming incoming = bob.await(PhoneEvent.Incoming.class);
    // It did not come by the server, so nobody vouches for the caller.
    assertThat(incoming.from()).startsWith("ann@");
    assertThat(incoming.vouched()).isFalse();
    bob.telephone.answer();
    ann.await(PhoneEvent.Media.class);
  }

  @Test
  void redirection_in_a_circle_is_given_up() throws Exception {
    TestPhone ann = phone("ann");
    server.account("moved", "x");
    server.redirect("moved", "sip:moved@127.0.0.1");
    ann.telephone.dial("moved");
    assertThat(ann.await(PhoneEvent.Ended.class).status()).isEqualTo(302);
    // RFC 3261 §8.1.3.4: once, and once more with the password.
    assertThat(server.seen(Method.INVITE)).isBetween(1L, 2L);
  }

  /** RFC 3261 §8.1.3.4: by q, until one answers, in one Call-ID with growing numbers. */
  @Test
  void redirected_caller_tries_the_contacts_one_after_the_other() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    server.account("moved", "x");
    server.redirect(
        "moved",
        "sip:bob@127.0.0.1>;q=0.5,<sip:nobody@127.0.0.1;method=INVITE?Subject=x>;q=0.9,<sip:a b@c");
    ann.telephone.dial("moved");
    bob.await(PhoneEvent.Incoming.class);
    List<SipRequest> invites =
        server.seen.stream().filter(r -> r.method().equals(Method.INVITE)).toList();
    assertThat(invites)
        .extracting(SipRequest::requestUriText)
        .contains("sip:nobody@127.0.0.1", "sip:bob@127.0.0.1");
    assertThat(invites).extracting(SipRequest::callId).containsOnly(invites.getFirst().callId());
    assertThat(invites).extracting(SipRequest::fromTag).containsOnly(invites.getFirst().fromTag());
    assertThat(invites)
        .extracting(r -> r.to().uri().toString())
        .containsOnly("sip:moved@127.0.0.1");
    assertThat(invites).extracting(r -> r.cseq().number()).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void closing_signs_out_and_hangs_up() throws Exception {
    TestPhone ann = phone("ann");
    TestPhone bob = phone("bob");
    ann.telephone.dial("bob");
    answered(ann, bob);
    ann.close();
    bob.await(PhoneEvent.Ended.class);
    assertThat(server.bindings("ann")).isZero();
    ann.await(PhoneEvent.Unregistered.class);
  }

  @Test
  void calls_work_over_tcp_and_tls() throws Exception {
    TestPhone ann = phone(settings("ann", TransportProtocol.TCP));
    TestPhone bob = phone(settings("bob", TransportProtocol.TLS));
    ann.await(PhoneEvent.Registered.class);
    bob.await(PhoneEvent.Registered.class);
    ann.telephone.dial("bob");
    answered(ann, bob);
    ann.telephone.hangUp();
    assertThat(bob.await(PhoneEvent.Ended.class).reason()).isEqualTo("the other side hung up");
    bob.telephone.dial("ann");
    answered(bob, ann);
    ann.telephone.hangUp();
    assertThat(bob.await(PhoneEvent.Ended.class).reason()).isEqualTo("the other side hung up");
  }

  @Test
  void server_is_found_again_after_an_outage() throws Exception {
    int port = server.port(TransportProtocol.TCP);
    TestPhone ann = phone(settings("ann", TransportProtocol.TCP));
    ann.await(PhoneEvent.Registered.class);
    server.close();
    assertThat(ann.await(PhoneEvent.RegistrationFailed.class).retry()).isPositive();
    TestServer again = new TestServer(port, folder.resolve("tls"));
    open.add(again);
    again.account("ann", "secret a");
    ann.await(PhoneEvent.Registered.class);
    assertThat(again.bindings("ann")).isEqualTo(1);
  }
}
