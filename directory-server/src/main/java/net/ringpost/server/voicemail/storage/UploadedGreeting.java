// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.server.web.Problem;
import org.springframework.http.HttpStatus;

/** Makes an Ogg Opus file of what a member sends as greeting, or says why that cannot be. */
public final class UploadedGreeting {
  /** One minute of WAV at 48 kHz in stereo, and some more. */
  public static final int MOST_BYTES = 12_000_000;

  /** How long a greeting may be. */
  public static final int MOST_SECONDS = 60;

  private static final String KINDS =
      "A greeting is an Ogg Opus or a WAV file of one minute at most";

  private UploadedGreeting() {}

  /**
   * The greeting as it is kept.
   *
   * @param file whole; no longer than {@link #MOST_BYTES}
   * @throws Problem if it cannot be a greeting
   */
  public static byte[] oggOpus(byte[] file) {
    try {
      return checked(prompt(file)).toOggOpus();
    } catch (IOException e) {
      throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, KINDS + ": " + e.getMessage() + ".");
    }
  }

  private static Prompt prompt(byte[] file) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    if (has(file, 0, "OggS")) {
      return ofOggOpus(in);
    }
    if (has(file, 0, "RIFF") && has(file, 8, "WAVE")) {
      return Prompt.ofPcm(WavFile.read(in, "it", MOST_SECONDS));
    }
    throw new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, KINDS + "; this is neither.");
  }

  private static Prompt ofOggOpus(ByteArrayInputStream in) throws IOException {
    try {
      return Prompt.ofWholeOggOpus(in);
    } catch (IOException e) {
      throw new IOException("it " + e.getMessage(), e);
    }
  }

  private static boolean has(byte[] file, int at, String text) {
    int end = at + text.length();
    return file.length >= end
        && new String(file, at, text.length(), StandardCharsets.US_ASCII).equals(text);
  }

  private static Prompt checked(Prompt prompt) throws IOException {
    if (prompt.durationMillis() == 0) {
      throw new IOException("there is no sound in it");
    }
    if (prompt.durationMillis() > MOST_SECONDS * 1000L) {
      throw new IOException("it is longer than " + MOST_SECONDS + " s");
    }
    return prompt;
  }
}
