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
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;

/** Calls a recorder many times at once, each saying the same sentence again and again. */
final class Callers {
  /** For so long each caller has something to say. */
  private static final int LONGEST_SECONDS = 1800;

  /** How many calls are set up at the same time: each waits a second for the other end's sound. */
  private static final int TOGETHER = 20;

  /** A recorder that keeps pace with more stairs than this has been asked for too little. */
  private static final int STAIRS = 30;

  /**
   * How many calls, and for how long.
   *
   * @param first how many at first
   * @param step how many more each time
   * @param warm seconds that are not counted, after the first stair; a quarter after the others
   * @param seconds that are counted
   */
  record Stairs(int first, int step, int warm, int seconds) {}

  private final DataInputStream in;
  private final DataOutputStream out;
  private final LineSettings settings;
  private final Prompt said;
  private final List<Ready> coming = new ArrayList<>();

  private Callers(Socket recorder, LineSettings settings, Prompt said) throws IOException {
    in = new DataInputStream(recorder.getInputStream());
    out = new DataOutputStream(recorder.getOutputStream());
    this.settings = settings;
    this.said = said;
  }

  static void run(int port, LineSettings settings, Stairs stairs) throws Exception {
    Media.warmUp().join();
    Prompt sentence = Prompt.ofPcm(WavFile.readShipped("sentence-a"));
    int times = (int) (LONGEST_SECONDS * 1000L / sentence.durationMillis());
    Prompt said = Prompt.sequence(Collections.nCopies(times, sentence).toArray(Prompt[]::new));
    try (Socket recorder = new Socket(InetAddress.getLoopbackAddress(), port)) {
      new Callers(recorder, settings, said).climb(stairs);
    }
  }

  private void climb(Stairs stairs) throws Exception {
    more(stairs.first);
    pass(stairs.warm);
    for (int i = 0; kept(stairs.seconds) && stairs.step > 0 && i < STAIRS; i++) {
      more(stairs.step);
      pass(stairs.warm / 4);
    }
    int unused = order(Order.STOP);
  }

  private boolean kept(int seconds) throws IOException {
    int unused = order(Order.COUNT);
    pass(seconds);
    return order(Order.RESULT) != 0;
  }

  private void more(int calls) throws Exception {
    int before = coming.size();
    List<MessageSession> sessions = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      sessions.add(call());
      if (i >= TOGETHER) {
        coming.get(before + i - TOGETHER).await();
      }
    }
    for (Ready last : coming.subList(before, coming.size())) {
      last.await();
    }
    sessions.forEach(s -> s.play(said));
    int unused = order(Order.RECORD);
  }

  private MessageSession call() throws Exception {
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

  private int order(Order order) throws IOException {
    out.writeUTF(order.name());
    out.flush();
    return in.readInt();
  }

  private static void pass(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
