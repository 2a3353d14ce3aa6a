// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.onvoid.webrtc.PeerConnectionFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import net.ringpost.media.Media;
import net.ringpost.media.transport.BadRelay;
import net.ringpost.media.transport.LocalAddresses;
import net.ringpost.media.transport.ManyHandshakes;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
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
  private static final Pattern CANDIDATE =
      Pattern.compile("a=candidate:\\S+ 1 (?i:udp) \\d+ ([\\d.]+) (\\d+) typ host[^\r\n]*\r\n");

  private InetAddress here = InetAddress.getLoopbackAddress();
  private final PeerConnectionFactory engine = Libwebrtc.engine();

  @BeforeAll
  void warmUp() throws Exception {
    Media.warmUp().get(60, TimeUnit.SECONDS);
    here = LocalAddresses.usable(null).getFirst();
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
    CompletableFuture<Long> started = new CompletableFuture<>();
    MediaSettings settings =
        MediaSettings.of(frame -> {}, frame -> {}).withAddresses(List.of(here));
    try (BadRelay relay = new BadRelay(here, number);
        Libwebrtc theirs = new Libwebrtc(engine);
        MediaSession ours = new MediaSession(settings, event -> hear(event, started))) {
      if (weOffer) {
        String offer = ours.offer().toString();
        String answer = theirs.answer(through(relay, offer));
        assertThat(answer).contains("a=setup:active");
        relay.between(candidate(offer), candidate(answer));
        ours.accept(description(through(relay, answer)));
      } else {
        String offer = theirs.offer();
        String answer = ours.answer(description(through(relay, offer))).toString();
        assertThat(answer).contains("a=setup:active");
        relay.between(candidate(answer), candidate(offer));
        theirs.accept(through(relay, answer));
      }
      long end =
          Math.max(started.get(30, TimeUnit.SECONDS), theirs.connected().get(30, TimeUnit.SECONDS));
      return end - relay.begun();
    }
  }

  private static void hear(MediaEvent event, CompletableFuture<Long> started) {
    if (event instanceof MediaEvent.MediaStarted) {
      started.complete(System.nanoTime());
    } else if (event instanceof MediaEvent.MediaFailed failed) {
      started.completeExceptionally(new AssertionError(failed.toString()));
    }
  }

  /** The description with nothing but the relay's address to send to. */
  private static String through(BadRelay relay, String description) {
    InetSocketAddress to = relay.address();
    String host = to.getAddress().getHostAddress();
    return description
        .replaceAll("a=candidate:[^\r\n]*\r\n", "")
        .replaceAll("(m=audio )\\d+", "$1" + to.getPort())
        .replaceAll("c=IN IP4 [^\r\n]*", "c=IN IP4 " + host)
        .replaceFirst(
            "a=ice-ufrag:",
            "a=candidate:1 1 udp 2130706431 %s %d typ host\r\na=ice-ufrag:"
                .formatted(host, to.getPort()));
  }

  /** Where whoever wrote the description is for RTP. */
  private InetSocketAddress candidate(String description) {
    return CANDIDATE
        .matcher(description)
        .results()
        .filter(found -> found.group(1).equals(here.getHostAddress()))
        .map(found -> new InetSocketAddress(here, Integer.parseInt(found.group(2))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no candidate at " + here + ": " + description));
  }

  private static SessionDescription description(String text) {
    SdpResult read = SdpParser.parse(text);
    assertThat(read).isInstanceOf(SdpResult.Description.class);
    return ((SdpResult.Description) read).session();
  }
}
