// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.device.WavSink;

/** The spoken sentences of the demonstration, and the judgement whether one was heard. */
public final class Talk {
  /**
   * What heard speech must reach to count as understood: G.711 and Opus on this machine give 0.9
   * and more.
   */
  public static final double UNDERSTOOD = 0.8;

  /**
   * The longest pause, in milliseconds, within speech that a listener takes for the line and not
   * for the speaker.
   */
  public static final int LONGEST_GAP_MILLIS = 60;

  private static final double LEVEL_TOLERANCE_DECIBELS = 4;

  private static final int LEAD_IN_FRAMES = 75;

  /** Twelve seconds: the longest greeting, the tone, and some to breathe on a busy machine. */
  private static final int GREETING_FRAMES = 600;

  /** How many of a telephone's reports, one a second, a message takes that waits so long. */
  public static final int MESSAGE_REPORTS = 19;

  private Talk() {}

  /**
   * Writes a shipped sentence into {@code folder}, after a second and a half of silence: a person
   * who has just been connected does not speak at once either.
   *
   * @param name {@code sentence-a.wav} or {@code sentence-b.wav}
   * @return the file
   */
  public static Path sentence(String name, Path folder) {
    return spoken(name, folder.resolve(name), LEAD_IN_FRAMES);
  }

  /**
   * Writes a shipped sentence that waits for a greeting and a tone to be over.
   *
   * @param name {@code sentence-a.wav} or {@code sentence-b.wav}
   * @return the file
   */
  public static Path message(String name, Path folder) {
    return spoken(name, folder.resolve("message-" + name), GREETING_FRAMES);
  }

  private static Path spoken(String name, Path file, int leadIn) {
    try (WavSink out = new WavSink(file)) {
      short[] frame = new short[Pcm.FRAME];
      for (int i = 0; i < leadIn; i++) {
        out.write(frame);
      }
      short[] speech = WavFile.readShipped(name.replace(".wav", ""));
      for (int at = 0; at < speech.length; at += Pcm.FRAME) {
        out.write(
            Arrays.copyOf(
                Arrays.copyOfRange(speech, at, Math.min(at + Pcm.FRAME, speech.length)),
                Pcm.FRAME));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares what was said with what was recorded at the other end; both are WAV files. */
  public static SpeechComparison compare(Path said, Path heard) {
    try {
      return SpeechComparison.compare(WavFile.read(said), WavFile.read(heard));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a person would have understood it: the words, the level, no hole. */
  public static boolean understood(SpeechComparison heard) {
    return heard.correlation() >= UNDERSTOOD
        && Math.abs(heard.levelDecibels()) <= LEVEL_TOLERANCE_DECIBELS
        && heard.longestGapMillis() <= LONGEST_GAP_MILLIS;
  }

  /** One line for people. */
  public static String describe(SpeechComparison heard) {
    return "likeness %.2f, level %+.1f dB, longest gap %d ms"
        .formatted(heard.correlation(), heard.levelDecibels(), heard.longestGapMillis());
  }
}
