// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.compare.VideoLag;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;

/**
 * What another program makes of a file with test pictures.
 *
 * @param seen the pictures, in order
 * @param numbers those that they show
 * @param firstIsKey whether the first is a keyframe
 * @param durationMillis by the file's own word; NaN if it says nothing
 */
@NullMarked
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Film(
    List<VideoLag.Seen> seen,
    List<Integer> numbers,
    boolean firstIsKey,
    double durationMillis,
    short[] sound) {

  /** Has ffmpeg decode it; fails when there is anything that it complains of. */
  static Film of(Path file) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/ffmpeg")), "no ffmpeg here");
    Path raw = file.resolveSibling("pictures.raw");
    run(
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-i",
        file.toString(),
        "-map",
        "0:v",
        // Each picture as it is, however near the next: their times are read elsewhere.
        "-vf",
        "setpts=N/(15*TB)",
        "-vsync",
        "0",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        raw.toString());
    byte[] pixels = Files.readAllBytes(raw);
    Path wav = file.resolveSibling("sound.wav");
    run("ffmpeg", "-v", "error", "-y", "-i", file.toString(), "-map", "0:a", wav.toString());
    List<String> shown =
        run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "frame=best_effort_timestamp_time,pict_type",
                "-of",
                "csv=p=0",
                file.toString())
            .lines()
            .toList();
    assertThat(pixels.length).isEqualTo(shown.size() * TestPattern.pixels());
    List<VideoLag.Seen> seen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      int at = i * TestPattern.pixels();
      double millis = Double.parseDouble(shown.get(i).split(",", -1)[0]) * 1000;
      seen.add(new VideoLag.Seen(millis, TestPattern.white(pixels, at)));
      numbers.add(TestPattern.number(pixels, at));
    }
    boolean key = shown.getFirst().contains("I");
    return new Film(seen, numbers, key, duration(file), WavFile.read(wav));
  }

  private static double duration(Path file) throws IOException, InterruptedException {
    String duration =
        run(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "format=duration",
                "-of",
                "csv=p=0",
                file.toString())
            .strip();
    return duration.equals("N/A") ? Double.NaN : Double.parseDouble(duration) * 1000;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("film", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(said).isZero();
      if (command[0].equals("ffmpeg")) {
        assertThat(said).isEmpty();
      }
      return said;
    } finally {
      Files.delete(out);
    }
  }
}
