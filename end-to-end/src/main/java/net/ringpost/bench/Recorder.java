// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.FolderBlobStore;
import net.ringpost.db.secret.MemberKeys;
import net.ringpost.media.Media;
import net.ringpost.media.message.MessageSession;
import net.ringpost.media.message.Recorded;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;

/** Records all calls that come, and counts what that costs this process. */
final class Recorder {
  private static final int PACKET_MILLIS = 20;

  private record Call(MessageSession session, Ready ready) {}

  private final BlobStore contents;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<Call> calls = new ArrayList<>();
  private long cpu;
  private long begin;

  private Recorder(Path folder) {
    byte[] master = new byte[32];
    new SecureRandom().nextBytes(master);
    this.contents = new FolderBlobStore(folder, new MemberKeys(master), 0);
  }

  /** Serves one process of callers, to its end. */
  static void run(Path folder) throws Exception {
    Media.warmUp().join();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      try (Socket callers = server.accept();
          DataInputStream in = new DataInputStream(callers.getInputStream());
          DataOutputStream out = new DataOutputStream(callers.getOutputStream())) {
        new Recorder(folder).serve(in, out);
      }
    }
  }

  private void serve(DataInputStream in, DataOutputStream out) throws Exception {
    boolean going = true;
    while (going) {
      Order order = Order.valueOf(in.readUTF());
      going = order != Order.STOP;
      switch (order) {
        case CALL -> out.write(answered(in.readNBytes(in.readInt()), out));
        case RECORD -> {
          record();
          out.writeInt(calls.size());
        }
        case COUNT -> {
          cpu = system.getProcessCpuTime();
          begin = System.nanoTime();
          out.writeInt(calls.size());
        }
        case STOP -> {
          System.out.println(stopped());
          out.writeInt(calls.size());
        }
      }
      out.flush();
    }
  }

  private byte[] answered(byte[] offer, DataOutputStream out) throws Exception {
    if (!(SdpParser.parse(offer) instanceof SdpResult.Description d)) {
      throw new IOException("no description");
    }
    Ready ready = new Ready();
    // Accepts plain calls and encrypted ones.
    MessageSession session = new MessageSession(Recordings.settings(false), ready);
    byte[] answer = session.answer(d.session()).toBytes();
    calls.add(new Call(session, ready));
    out.writeInt(answer.length);
    return answer;
  }

  private void record() throws Exception {
    for (Call call : calls) {
      call.ready.await();
    }
    for (int i = 0; i < calls.size(); i++) {
      BlobName name = new BlobName(i, BlobName.random());
      calls.get(i).session.record(new StoredSink(contents.begin(name)));
    }
  }

  /** What was counted, as JSON. */
  private String stopped() {
    double seconds = (System.nanoTime() - begin) / 1e9;
    double used = (system.getProcessCpuTime() - cpu) / 1e9;
    long lost = 0;
    long shortest = Long.MAX_VALUE;
    int broken = 0;
    for (Call call : calls) {
      Recorded recorded = call.session.stopRecording();
      lost += recorded.lostMillis() / PACKET_MILLIS;
      shortest = Math.min(shortest, recorded.durationMillis());
      broken += call.ready.failed() ? 1 : 0;
    }
    double percent = 100 * used / seconds / calls.size();
    return String.format(
        Locale.ROOT,
        "{\"calls\":%d,\"seconds\":%.1f,\"cpuSeconds\":%.2f,\"percentOfCorePerRecording\":%.4f,"
            + "\"recordingsPerCore\":%.0f,\"packetsLost\":%d,\"shortestMillis\":%d,\"broken\":%d,"
            + "\"threads\":%d}",
        calls.size(),
        seconds,
        used,
        percent,
        100 / percent,
        lost,
        shortest,
        broken,
        ManagementFactory.getThreadMXBean().getThreadCount());
  }
}
