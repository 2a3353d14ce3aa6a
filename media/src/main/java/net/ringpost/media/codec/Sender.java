// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/** Makes RTP packets of frames and of telephone keys, in one codec. */
final class Sender implements AutoCloseable {
  private final AudioFormatChoice format;
  private final SpeechEncoder encoder;
  private final RtpWriter writer;
  private final @Nullable DigitSender digits;
  private final AudioEnd.Line line;
  private final int frameTicks;
  private final byte[] packet = new byte[RtpWriter.HEADER + SpeechEncoder.LONGEST];

  Sender(AudioFormatChoice format, RandomGenerator random, AudioEnd.Line line) {
    this.format = format;
    this.line = line;
    encoder = SpeechEncoder.of(format.codec(), format.maxBitrate());
    writer = new RtpWriter(random);
    frameTicks = format.codec().clockRate() / 50;
    TelephoneEvents events = format.events();
    digits =
        events == null
            ? null
            : new DigitSender(events.payloadType(), events.clockRate(), format.codec().clockRate());
  }

  /** Queues a key; false when the peer does not take keys. */
  boolean press(char digit, int millis) {
    if (digits == null) {
      return false;
    }
    digits.press(digit, millis);
    return true;
  }

  /** Sends a frame, or a key in its place. */
  synchronized void send(short[] frame) {
    RtpHeader header = writer.next(format.payloadType());
    // The encoder hears it even under a key: it must not lose the thread.
    int length = RtpWriter.HEADER + encoder.encode(frame, packet, RtpWriter.HEADER);
    byte[] digit = digits == null ? null : digits.instead(header);
    if (digit == null) {
      header.write(packet);
      line.onPacket(header, packet, length);
    } else {
      line.onPacket(header, digit, digit.length);
    }
    writer.advance(frameTicks);
  }

  /** Lets 20 ms pass unsent. */
  synchronized void skip() {
    writer.pause(frameTicks);
  }

  /** See {@link SpeechEncoder#expectLoss}. */
  synchronized void expectLoss(double fraction) {
    encoder.expectLoss(fraction);
  }

  @Override
  public synchronized void close() {
    encoder.close();
    Arrays.fill(packet, (byte) 0);
  }
}
