// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call's own RTCP: counts what is sent and received, writes the reports (RFC 3550 §6.4, §6.5)
 * and learns the round trip from the peer's. Times are {@code System.nanoTime()} values passed in.
 * Safe for several threads.
 */
public final class RtcpSession {
  private static final long NTP_OFFSET = 2_208_988_800L;
  private static final int REMEMBERED = 8;

  private final String cname;
  private final long wallClockMillis;
  private final long wallClockNanos;
  private final long[] sentNtp = new long[REMEMBERED];
  private final long[] sentNanos = new long[REMEMBERED];
  private int sentReports;

  private int ssrc;
  private long packetsSent;
  private long octetsSent;
  private long lastTimestamp;
  private long lastSentNanos;
  private int sentClockRate = 8000;

  private @Nullable ReceptionStatistics reception;
  private int receivedClockRate = 8000;
  private ReceptionStatistics.Mark reported = ReceptionStatistics.Mark.START;
  private ReceptionStatistics.Mark shown = ReceptionStatistics.Mark.START;
  private @Nullable SenderReport peerReport;
  private long peerReportNanos;
  private double roundTripMillis = Double.NaN;
  private double remoteLoss = Double.NaN;

  /**
   * @param cname the name to send in SDES; must not tell who or where we are (RFC 7022)
   * @param ssrc what to call ourselves until something is sent
   * @param wallClockMillis the time of day at {@code nowNanos}, for the NTP time stamps
   */
  public RtcpSession(String cname, int ssrc, long wallClockMillis, long nowNanos) {
    this.ssrc = ssrc;
    this.cname = cname;
    this.wallClockMillis = wallClockMillis;
    this.wallClockNanos = nowNanos;
  }

  /** Counts an RTP packet that was sent. */
  public synchronized void onSent(RtpHeader header, int size, int clockRate, long nowNanos) {
    if (header.ssrc() != ssrc) {
      ssrc = header.ssrc();
      packetsSent = 0;
      octetsSent = 0;
    }
    packetsSent++;
    octetsSent += size - header.length();
    lastTimestamp = header.timestamp();
    lastSentNanos = nowNanos;
    sentClockRate = clockRate;
  }

  /** Counts an RTP packet that was received. A new SSRC begins a new count. */
  public synchronized void onReceived(RtpHeader header, int clockRate, long nowNanos) {
    ReceptionStatistics r = reception;
    if (r == null || r.ssrc() != header.ssrc()) {
      r = new ReceptionStatistics(header.ssrc());
      reception = r;
      reported = ReceptionStatistics.Mark.START;
      shown = ReceptionStatistics.Mark.START;
      peerReport = null;
    }
    receivedClockRate = clockRate;
    r.onPacket(header.sequence(), header.timestamp(), clockRate, nowNanos);
  }

  /** Reads a received RTCP packet. */
  public synchronized void onRtcp(byte[] data, int size, long nowNanos) {
    RtcpReports reports = RtcpReports.read(data, size);
    if (reports == null) {
      return;
    }
    for (SenderReport report : reports.senders()) {
      // Bundled streams report together.
      if (reception == null || reception.ssrc() == report.ssrc()) {
        peerReport = report;
        peerReportNanos = nowNanos;
      }
    }
    for (RtcpReports.Block block : reports.blocks()) {
      if (block.ssrc() == ssrc) {
        remoteLoss = block.fractionLost() / 256.0;
        measureRoundTrip(block, nowNanos);
      }
    }
  }

  /**
   * RFC 3550 §6.4.1 (DLSR), against our own memory of when that report left, not the wall clock.
   */
  private void measureRoundTrip(RtcpReports.Block block, long nowNanos) {
    for (int i = 0; i < Math.min(sentReports, REMEMBERED); i++) {
      if (block.lastSr() != 0 && sentNtp[i] == block.lastSr()) {
        double millis = (nowNanos - sentNanos[i]) / 1e6 - block.delaySinceLastSr() * 1000.0 / 65536;
        roundTripMillis = Math.max(0, millis);
      }
    }
  }

  /**
   * Writes the next compound report: SR if anything was sent, else RR, an empty one if nothing has
   * come either: RFC 8866 §6.7 wants RTCP also where nobody speaks. SDES with the CNAME.
   */
  public synchronized byte[] report(long nowNanos) {
    ByteBuffer out = ByteBuffer.allocate(128 + cname.length());
    int blocks = reception == null ? 0 : 1;
    boolean sender = packetsSent > 0;
    out.put((byte) (0x80 | blocks)).put((byte) (sender ? 200 : 201));
    out.putShort((short) ((sender ? 6 : 1) + 6 * blocks)).putInt(ssrc);
    if (sender) {
      putSenderInfo(out, nowNanos);
    }
    if (reception != null) {
      putBlock(out, reception, nowNanos);
    }
    putSdes(out);
    byte[] packet = new byte[out.position()];
    out.flip().get(packet);
    return packet;
  }

  private void putSenderInfo(ByteBuffer out, long nowNanos) {
    double seconds = wallClockMillis / 1000.0 + (nowNanos - wallClockNanos) / 1e9;
    long whole = (long) seconds;
    long ntp = (whole + NTP_OFFSET) << 32 | (long) ((seconds - whole) * 4294967296.0);
    int slot = sentReports++ % REMEMBERED;
    sentNtp[slot] = ntp >>> 16 & 0xFFFFFFFFL;
    sentNanos[slot] = nowNanos;
    long timestamp = lastTimestamp + (long) ((nowNanos - lastSentNanos) / 1e9 * sentClockRate);
    out.putLong(ntp).putInt((int) timestamp).putInt((int) packetsSent).putInt((int) octetsSent);
  }

  private void putBlock(ByteBuffer out, ReceptionStatistics r, long nowNanos) {
    int fraction = (int) Math.min(255, r.lossSince(reported) * 256);
    reported = r.mark();
    int lost = (int) Math.max(-0x800000, Math.min(0x7FFFFF, r.lost()));
    out.putInt(r.ssrc()).putInt(fraction << 24 | (lost & 0xFFFFFF));
    out.putInt((int) r.extendedHighest()).putInt((int) r.jitter());
    SenderReport last = peerReport;
    long delay = last == null ? 0 : (long) ((nowNanos - peerReportNanos) / 1e9 * 65536);
    out.putInt(last == null ? 0 : (int) (last.ntp() >>> 16)).putInt((int) delay);
  }

  private void putSdes(ByteBuffer out) {
    byte[] name = cname.getBytes(StandardCharsets.UTF_8);
    int chunk = 4 + 2 + name.length;
    int padded = (chunk / 4 + 1) * 4;
    out.put((byte) 0x81).put((byte) 202).putShort((short) (padded / 4)).putInt(ssrc);
    out.put((byte) 1).put((byte) name.length).put(name).put(new byte[padded - chunk]);
  }

  /** Our SSRC. */
  public synchronized int ssrc() {
    return ssrc;
  }

  /** The SSRC of the stream that is received; null before the first packet. */
  public synchronized @Nullable Integer receivedSsrc() {
    return reception == null ? null : reception.ssrc();
  }

  /** What the peer said last of the clocks of the stream that is received; null if nothing. */
  public synchronized @Nullable SenderReport senderReport() {
    return peerReport;
  }

  /** What is known now; the loss fraction is that since the last call. */
  public synchronized Counts take() {
    ReceptionStatistics r = reception;
    double loss = r == null ? 0 : r.lossSince(shown);
    shown = r == null ? ReceptionStatistics.Mark.START : r.mark();
    return new Counts(
        packetsSent,
        r == null ? 0 : r.received(),
        r == null ? 0 : Math.max(0, r.lost()),
        loss,
        r == null ? 0 : r.jitter() * 1000 / receivedClockRate,
        roundTripMillis,
        remoteLoss);
  }

  /**
   * A moment's numbers.
   *
   * @param packetsSent RTP packets sent
   * @param packetsReceived RTP packets received
   * @param packetsLost RTP packets that should have come but did not
   * @param lossFraction part lost since the last look, 0 to 1
   * @param jitterMillis interarrival jitter
   * @param roundTripMillis NaN while unknown
   * @param remoteLossFraction what the peer lost of ours by its last report, 0 to 1; NaN while
   *     unknown
   */
  public record Counts(
      long packetsSent,
      long packetsReceived,
      long packetsLost,
      double lossFraction,
      double jitterMillis,
      double roundTripMillis,
      double remoteLossFraction) {}
}
