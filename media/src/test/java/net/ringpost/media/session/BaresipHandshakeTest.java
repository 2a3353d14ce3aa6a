// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static net.ringpost.media.session.RelayedDescription.candidate;
import static net.ringpost.media.session.RelayedDescription.read;
import static net.ringpost.media.session.RelayedDescription.through;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.ringpost.media.Media;
import net.ringpost.media.transport.BadRelay;
import net.ringpost.media.transport.HostAddresses;
import net.ringpost.media.transport.ManyHandshakes;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICE and DTLS with baresip at the other end, over a bad network. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaresipHandshakeTest {
  private final BlockingQueue<BaresipEnd> idle = new LinkedBlockingQueue<>();
  private InetAddress here = InetAddress.getLoopbackAddress();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "baresip"))),
        "baresip is not installed");
    here = HostAddresses.usable(null).getFirst();
    assumeFalse(here.isLoopbackAddress(), "baresip does not speak over the loopback");
    Media.warmUp().get(60, TimeUnit.SECONDS);
    for (int i = 0; i < ManyHandshakes.AT_ONCE; i++) {
      BaresipEnd one = new BaresipEnd(folder.resolve("" + i), here);
      idle.add(one);
      one.ready();
    }
  }

  @AfterAll
  void stop() {
    idle.forEach(BaresipEnd::close);
  }

  /**
   * In both roles.
   *
   * @param setup what we offer: as {@code active} we are the client, else baresip is
   */
  @ParameterizedTest
  @ValueSource(strings = {"active", "actpass"})
  void calls(String setup) {
    String what = "baresip, we offer " + setup;
    long[] unused = ManyHandshakes.succeed(what, 4, n -> took(n, setup));
  }

  private long took(int number, String setup) throws Exception {
    BaresipEnd theirs = idle.take();
    StartOfMedia started = new StartOfMedia();
    MediaSettings settings =
        MediaSettings.of(frame -> {}, frame -> {}).withAddresses(List.of(here));
    try (BadRelay relay = new BadRelay(here, number);
        MediaSession ours = new MediaSession(settings, started)) {
      String offer = ours.offer().toString();
      String changed = offer.replace("a=setup:actpass", "a=setup:" + setup);
      String answer = theirs.call(through(relay, changed));
      try {
        // It says active in each answer, and does what the offer leaves to it.
        String meant =
            answer.replace(
                "a=setup:active", setup.equals("active") ? "a=setup:passive" : "a=setup:active");
        relay.between(candidate(offer, here), candidate(answer, here));
        ours.accept(read(through(relay, meant)));
        theirs.says("DTLS-SRTP complete");
        long end = System.nanoTime();
        end = Math.max(end, started.nanos());
        return end - relay.begun();
      } finally {
        theirs.hangUp();
      }
    } finally {
      idle.add(theirs);
    }
  }
}
