// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.RecordedSource;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.device.WavSink;
import net.ringpost.phone.account.PhoneSettings;
import org.jspecify.annotations.Nullable;

/** The files that stand for microphone, earpiece and bell. Safe for use by several threads. */
final class AudioFiles {
  private final short @Nullable [] speech;
  private final @Nullable Path heard;
  private final short[] ring;
  private final AtomicInteger talks = new AtomicInteger();

  private AudioFiles(short @Nullable [] speech, @Nullable Path heard, short[] ring) {
    this.speech = speech;
    this.heard = heard;
    this.ring = ring;
  }

  /**
   * Reads the files.
   *
   * @throws TelephoneException if one cannot be used
   */
  static AudioFiles of(PhoneSettings settings) throws TelephoneException {
    Path in = settings.audioIn().orElse(null);
    Path out = settings.audioOut().orElse(null);
    short[] speech = in == null ? null : read(in, "--audio-in");
    short[] ring = ring(settings.ring().orElse(null), out);
    if (out != null) {
      checkWritable(out.toAbsolutePath());
    }
    return new AudioFiles(speech, out, ring);
  }

  private static short[] ring(@Nullable Path wanted, @Nullable Path out) throws TelephoneException {
    if (wanted == null && out != null) {
      return new short[0]; // files instead of devices: silence, unless a sound is asked for
    }
    if (wanted == null) {
      try {
        return WavFile.readShipped("ring");
      } catch (IOException e) {
        throw new TelephoneException("this program is not whole: " + e.getMessage(), e);
      }
    }
    short[] ring = read(wanted, "--ring");
    if (ring.length == 0) {
      throw new TelephoneException("the file " + wanted + " (--ring) holds no sound");
    }
    return ring;
  }

  private static short[] read(Path file, String option) throws TelephoneException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      String why = Files.exists(file) ? "cannot be read" : "does not exist";
      throw new TelephoneException("the file " + file + " (" + option + ") " + why);
    }
    try {
      return WavFile.read(file);
    } catch (IOException e) {
      throw new TelephoneException(e.getMessage() + " (" + option + ")", e);
    }
  }

  private static void checkWritable(Path file) throws TelephoneException {
    Path folder = file.getParent();
    boolean possible =
        Files.exists(file)
            ? Files.isWritable(file) && !Files.isDirectory(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!possible) {
      throw new TelephoneException("the file " + file + " (--audio-out) cannot be written");
    }
  }

  /** What to say in a call: the recording from its start. */
  AudioSource source() {
    short[] s = speech;
    return s == null ? AudioSource.silence() : new RecordedSource(s, false);
  }

  /** What the telephone rings with, not to be changed; empty for silence. */
  short[] ring() {
    return ring;
  }

  /** Where to put what is heard in a call; the file is made when the first sound comes. */
  AudioSink sink() {
    return heard == null ? AudioSink.discard() : new Recording(heard);
  }

  /** {@code heard.wav}, {@code heard-2.wav} …. */
  static Path numbered(Path file, int talk) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return talk == 1
        ? file
        : file.resolveSibling(name.substring(0, end) + "-" + talk + name.substring(end));
  }

  private final class Recording implements AudioSink {
    private final Path base;
    private @Nullable WavSink sink;
    private boolean closed;

    Recording(Path base) {
      this.base = base;
    }

    @Override
    public synchronized void write(short[] frame) {
      if (closed) {
        return;
      }
      WavSink s = sink;
      if (s == null) {
        s = open();
        sink = s;
      }
      s.write(frame);
    }

    private WavSink open() {
      try {
        return new WavSink(numbered(base, talks.incrementAndGet()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      WavSink s = sink;
      if (s != null) {
        s.close();
      }
    }
  }
}
