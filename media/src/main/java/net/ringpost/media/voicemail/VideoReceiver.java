// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.Arrays;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.codec.VideoFormatChoice;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;

/** What of a machine sees: it shows nothing, and hands on what comes. */
final class VideoReceiver implements VideoEnd {
  private final Line line;
  private final VoicemailEndpoint machine;
  private volatile boolean agreed;

  VideoReceiver(Line line, VoicemailEndpoint machine) {
    this.line = line;
    this.machine = machine;
  }

  /** Whether the caller may send pictures. */
  boolean agreed() {
    return agreed;
  }

  void askForKeyframe() {
    line.askForKeyframe();
  }

  @Override
  public void use(VideoFormatChoice format) {
    agreed = true;
  }

  @Override
  public void setSending(boolean wanted) {
    // There is nothing to show.
  }

  @Override
  public void onPacket(RtpHeader header, byte[] data, int length, long nowNanos) {
    int end = RtpHeader.payloadEnd(data, length);
    machine.onPart(
        new VideoPacket(
            header.ssrc(),
            header.sequence(),
            header.timestamp(),
            header.marker(),
            Arrays.copyOfRange(data, header.length(), Math.max(header.length(), end)),
            nowNanos));
  }

  @Override
  public void onSenderReport(SenderReport report) {
    machine.onPictureReport(report);
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
