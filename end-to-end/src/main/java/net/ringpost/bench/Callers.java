// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.Media;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.message.MessageSession;
import net.ringpost.media.message.Prompt;
import net.ringpost.media.session.LineSettings;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;

/** Calls a recorder many times at once, each saying the same sentence again and again. */
final class Callers {
  /** Seconds that are said before and after what is counted. */
  private static final int MARGIN = 60;

  /** How many calls are set up at the same time: each waits a second for the other end's sound. */
  private static final int TOGETHER = 20;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final List<Ready> coming = new ArrayList<>();

  private Callers(Socket recorder) throws IOException {
    in = new DataInputStream(recorder.getInputStream());
    out = new DataOutputStream(recorder.getOutputStream());
  }

  static void run(int port, LineSettings settings, int calls, int warm, int seconds)
      throws Exception {
    Media.warmUp().join();
    Prompt sentence = Prompt.ofPcm(WavFile.readShipped("sentence-a"));
    int times = (int) ((MARGIN + warm + seconds) * 1000L / sentence.durationMillis() + 1);
    Prompt said = Prompt.sequence(Collections.nCopies(times, sentence).toArray(Prompt[]::new));
    List<MessageSession> sessions = new ArrayList<>();
    try (Socket recorder = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Callers callers = new Callers(recorder);
      for (int i = 0; i < calls; i++) {
        sessions.add(callers.call(settings));
        if (i >= TOGETHER) {
          callers.coming.get(i - TOGETHER).await();
        }
      }
      for (Ready last : callers.coming) {
        last.await();
      }
      sessions.forEach(s -> s.play(said));
      callers.order(Order.RECORD);
      pass(warm);
      callers.order(Order.COUNT);
      pass(seconds);
      callers.order(Order.STOP);
    }
  }

  private MessageSession call(LineSettings settings) throws Exception {
    Ready ready = new Ready();
    MessageSession session = new MessageSession(settings, ready);
    byte[] offer = session.offer(InetAddress.getLoopbackAddress()).toBytes();
    out.writeUTF(Order.CALL.name());
    out.writeInt(offer.length);
    out.write(offer);
    out.flush();
    byte[] answer = in.readNBytes(in.readInt());
    if (!(SdpParser.parse(answer) instanceof SdpResult.Description d)) {
      throw new IOException("no description");
    }
    session.accept(d.session());
    coming.add(ready);
    return session;
  }

  private void order(Order order) throws IOException {
    out.writeUTF(order.name());
    out.flush();
    int unused = in.readInt();
  }

  private static void pass(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
