// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static net.ringpost.media.session.RelayedDescription.candidate;
import static net.ringpost.media.session.RelayedDescription.read;
import static net.ringpost.media.session.RelayedDescription.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.onvoid.webrtc.PeerConnectionFactory;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.Media;
import net.ringpost.media.transport.BadRelay;
import net.ringpost.media.transport.HostAddresses;
import net.ringpost.media.transport.ManyHandshakes;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** ICE and DTLS with libwebrtc at the other end, over a bad network. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs(
    value = OS.LINUX,
    architectures = "amd64",
    disabledReason = "the tests have libwebrtc for this machine only")
class LibwebrtcHandshakeTest {
  private InetAddress here = InetAddress.getLoopbackAddress();
  private final PeerConnectionFactory engine = Libwebrtc.engine();

  @BeforeAll
  void warmUp() throws Exception {
    Media.warmUp().get(60, TimeUnit.SECONDS);
    here = HostAddresses.usable(null).getFirst();
    assumeFalse(here.isLoopbackAddress(), "libwebrtc does not speak over the loopback");
  }

  @AfterAll
  void end() {
    engine.dispose();
  }

  /** Who answers is the DTLS client: RFC 5763 §5. */
  @Test
  void weOffer_andAreTheServer() {
    ManyHandshakes.assertQuick(
        ManyHandshakes.succeed("libwebrtc client, our server", 8, n -> took(n, true)));
  }

  @Test
  void weAnswer_andAreTheClient() {
    ManyHandshakes.assertQuick(
        ManyHandshakes.succeed("our client, libwebrtc server", 8, n -> took(n, false)));
  }

  private long took(int number, boolean weOffer) throws Exception {
    StartOfMedia started = new StartOfMedia();
    MediaSettings settings =
        MediaSettings.of(frame -> {}, frame -> {}).withAddresses(List.of(here));
    try (BadRelay relay = new BadRelay(here, number);
        Libwebrtc theirs = new Libwebrtc(engine);
        MediaSession ours = new MediaSession(settings, started)) {
      if (weOffer) {
        String offer = ours.offer().toString();
        String answer = theirs.answer(through(relay, offer));
        assertThat(answer).contains("a=setup:active");
        relay.between(candidate(offer, here), candidate(answer, here));
        ours.accept(read(through(relay, answer)));
      } else {
        String offer = theirs.offer();
        String answer = ours.answer(read(through(relay, offer))).toString();
        assertThat(answer).contains("a=setup:active");
        relay.between(candidate(answer, here), candidate(offer, here));
        theirs.accept(through(relay, answer));
      }
      long end = Math.max(started.nanos(), theirs.connected().get(30, TimeUnit.SECONDS));
      return end - relay.begun();
    }
  }
}
