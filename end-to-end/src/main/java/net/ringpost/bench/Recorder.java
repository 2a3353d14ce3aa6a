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
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.RecordingSummary;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;

/** Records all calls that come, and counts what that costs this process. */
final class Recorder {
  private static final int PACKET_MILLIS = 20;

  /** Pages are written two or three times a second; who is farther behind does not keep pace. */
  private static final long PACE_MILLIS = 1000;

  /** A call, and how its recording stood when counting began. */
  private static final class Call {
    final MessageSession session;
    final Ready ready;
    RecordingSummary before = RecordingSummary.NOTHING;

    Call(MessageSession session, Ready ready) {
      this.session = session;
      this.ready = ready;
    }

    RecordingSummary now() {
      RecordingSummary now = session.progress();
      return now == null ? RecordingSummary.NOTHING : now;
    }
  }

  private final BlobStore contents;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<Call> calls = new ArrayList<>();
  private int recorded;
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
          count();
          out.writeInt(calls.size());
        }
        case RESULT -> out.writeInt(result() ? 1 : 0);
        case STOP -> {
          for (Call call : calls) {
            RecordingSummary unused = call.session.stopRecording();
          }
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
    for (; recorded < calls.size(); recorded++) {
      Call call = calls.get(recorded);
      call.ready.await();
      BlobName name = new BlobName(recorded, BlobName.random());
      call.session.record(new StoredSink(contents.begin(name)));
    }
  }

  private void count() {
    for (Call call : calls) {
      call.before = call.now();
    }
    cpu = system.getProcessCpuTime();
    begin = System.nanoTime();
  }

  /** Prints what was counted, as JSON; tells whether all were kept in pace, and nothing lost. */
  private boolean result() {
    double used = (system.getProcessCpuTime() - cpu) / 1e9;
    long millis = (System.nanoTime() - begin) / 1_000_000;
    long lost = 0;
    long behind = 0;
    int broken = 0;
    for (Call call : calls) {
      RecordingSummary now = call.now();
      RecordingSummary before = call.before;
      lost += (now.lostMillis() - before.lostMillis()) / PACKET_MILLIS;
      behind = Math.max(behind, millis - (now.durationMillis() - before.durationMillis()));
      broken += call.ready.failed() ? 1 : 0;
    }
    double percent = 100 * used * 1000 / millis;
    boolean kept = lost == 0 && broken == 0 && behind <= PACE_MILLIS;
    System.out.printf(
        Locale.ROOT,
        "{\"calls\":%d,\"seconds\":%.1f,\"percentOfCore\":%.1f,\"percentOfCorePerRecording\":%.4f,"
            + "\"packetsLost\":%d,\"behindMillis\":%d,\"broken\":%d,\"kept\":%b,\"threads\":%d}%n",
        calls.size(),
        millis / 1000.0,
        percent,
        percent / calls.size(),
        lost,
        behind,
        broken,
        kept,
        ManagementFactory.getThreadMXBean().getThreadCount());
    return kept;
  }
}
