// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.ringpost.media.codec.MediaLibrary;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over a bad network, with OpenSSL at the other end. Its timer is a whole second, which doubles,
 * and nothing that we send makes it repeat sooner what was lost of its own.
 */
@NullMarked
class OpensslHandshakeTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir private static Path folder;

  private static Openssl.@Nullable Identity identity;

  @BeforeAll
  static void prepare() throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl"))),
        "OpenSSL's program is not installed");
    MediaLibrary.configure();
    identity = Openssl.Identity.in(folder);
  }

  @Test
  void opensslServer() {
    ManyHandshakes.succeed("our client, OpenSSL server", 6, n -> took(n, true));
  }

  @Test
  void opensslClient() {
    ManyHandshakes.succeed("OpenSSL client, our server", 6, n -> took(n, false));
  }

  private static long took(int number, boolean weAreClient) throws Exception {
    Openssl.Identity theirs = Objects.requireNonNull(identity);
    CompletableFuture<Long> ours = new CompletableFuture<>();
    try (BadRelay relay = new BadRelay(HERE, number);
        MediaTransport transport =
            MediaTransport.open(List.of(HERE), 0, 0, new Random(number), new Told(ours))) {
      RemoteTransport remote =
          new RemoteTransport(
              relay.address(),
              relay.address(),
              true,
              null,
              new RemoteTransport.Security(weAreClient, List.of(theirs.fingerprint())));
      if (!weAreClient) {
        relay.between(transport.address(1), null);
        transport.connect(remote, false);
      }
      try (Openssl peer =
          weAreClient ? Openssl.server(theirs) : Openssl.client(relay.address(), theirs)) {
        if (weAreClient) {
          relay.between(transport.address(1), peer.address());
          transport.connect(remote, true);
        }
        peer.established();
        long end = System.nanoTime();
        return Math.max(end, ours.get(30, TimeUnit.SECONDS)) - relay.begun();
      }
    }
  }

  /** When the handshake was over on our end. */
  private record Told(CompletableFuture<Long> when) implements MediaTransport.Listener {
    @Override
    public void onRtp(byte[] data, int length, long nowNanos) {}

    @Override
    public void onRtcp(byte[] data, int length, long nowNanos) {}

    @Override
    public void onReady(MediaTransport.Ready ready) {
      when.complete(System.nanoTime());
    }

    @Override
    public void onFailed(String reason) {
      when.completeExceptionally(new AssertionError(reason));
    }
  }
}
