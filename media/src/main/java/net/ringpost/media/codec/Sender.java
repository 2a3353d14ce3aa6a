// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Makes RTP packets of frames and of telephone keys, in one codec. A packet of G.711 is as long as
 * the peer wishes; one of Opus is of 20 ms, or of 10 where the peer wants no more.
 */
final class Sender implements AutoCloseable {
  private final AudioFormatChoice format;
  private final SpeechEncoder encoder;
  private final RtpWriter writer;
  private final @Nullable DigitSender digits;
  private final AudioEnd.Line line;
  private final int frameTicks;
  private final int packetTicks;
  private final byte[] packet = new byte[RtpWriter.HEADER + SpeechEncoder.LONGEST];

  /** How many bytes of G.711 wait in the packet until it is full. */
  private int waiting;

  Sender(AudioFormatChoice format, RandomGenerator random, AudioEnd.Line line) {
    this.format = format;
    this.line = line;
    encoder = SpeechEncoder.of(format.codec(), format.maxBitrate());
    writer = new RtpWriter(random);
    frameTicks = format.codec().clockRate() / 50;
    packetTicks = format.codec().clockRate() / 1000 * format.packetMillis();
    TelephoneEvents events = format.events();
    digits =
        events == null
            ? null
            : new DigitSender(
                events.payloadType(),
                events.clockRate(),
                format.codec().clockRate(),
                events.keys());
  }

  /** Queues a key; false when the peer does not take it, or none at all. */
  boolean press(char digit, int millis) {
    return digits != null && digits.press(digit, millis);
  }

  /** Sends a frame, or a key in its place. */
  synchronized void send(short[] frame) {
    if (format.codec() == AudioCodec.OPUS) {
      int parts = Math.max(1, frameTicks / packetTicks);
      int samples = frame.length / parts;
      for (int i = 0; i < parts; i++) {
        short[] part = Arrays.copyOfRange(frame, i * samples, (i + 1) * samples);
        // The encoder hears it even under a key: it must not lose the thread.
        send(encoder.encode(part, packet, RtpWriter.HEADER), frameTicks / parts);
      }
      return;
    }
    // A byte a tick.
    int there = waiting + encoder.encode(frame, packet, RtpWriter.HEADER + waiting);
    int from = 0;
    for (; there - from >= packetTicks; from += packetTicks) {
      System.arraycopy(
          packet, RtpWriter.HEADER + from, packet, RtpWriter.HEADER, from == 0 ? 0 : packetTicks);
      send(packetTicks, packetTicks);
    }
    waiting = there - from;
    System.arraycopy(packet, RtpWriter.HEADER + from, packet, RtpWriter.HEADER, waiting);
  }

  private void send(int payload, int ticks) {
    RtpHeader header = writer.next(format.payloadType());
    byte[] digit = digits == null ? null : digits.instead(header, ticks);
    if (digit == null) {
      header.write(packet);
      line.onPacket(header, packet, RtpWriter.HEADER + payload);
    } else {
      line.onPacket(header, digit, digit.length);
    }
    writer.advance(ticks);
  }

  /** Lets 20 ms pass unsent. */
  synchronized void skip() {
    writer.pause(frameTicks + waiting);
    waiting = 0;
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
