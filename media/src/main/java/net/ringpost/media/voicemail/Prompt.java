// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.Pcm;

/**
 * Something to be played to a caller: a greeting, a tone, a stored message. It is kept as Opus
 * packets; for callers with G.711 it is encoded once, when the first of them comes. Unchangeable;
 * for several threads and any number of calls at once.
 */
public final class Prompt {
  private final List<Prompt> parts;
  private final long samples;
  private final Map<AudioCodec, List<Frame>> frames = new EnumMap<>(AudioCodec.class);

  private Prompt(List<Frame> opus) {
    parts = List.of();
    samples = sum(opus);
    frames.put(AudioCodec.OPUS, List.copyOf(opus));
  }

  private Prompt(Prompt... parts) {
    this.parts = List.of(parts);
    samples = Stream.of(parts).mapToLong(p -> p.samples).sum();
  }

  /**
   * Reads an Ogg Opus file (mono or stereo, any packet length) to its end, or as far as it is
   * whole.
   *
   * @param in not closed
   * @throws IOException when it cannot be read or is no Ogg Opus file
   */
  public static Prompt ofOggOpus(InputStream in) throws IOException {
    return ofPackets(OpusFile.read(in).packets());
  }

  /**
   * As {@link #ofOggOpus}, of a file that somebody sends: it must be whole.
   *
   * @throws IOException also when it is damaged or cut short, or has more than two channels; the
   *     message is the end of a sentence that begins with the file's name
   */
  public static Prompt ofWholeOggOpus(InputStream in) throws IOException {
    return ofPackets(OpusFile.readWhole(in).packets());
  }

  private static Prompt ofPackets(List<byte[]> packets) {
    return new Prompt(
        packets.stream()
            .map(p -> new Frame(p, OpusPackets.samples(p)))
            .filter(f -> f.samples() > 0)
            .toList());
  }

  /**
   * The sound of a stored message, to its end or as far as it is whole: of Ogg Opus, or of WebM
   * whose pictures are left out.
   *
   * @param file not closed
   * @throws IOException when it cannot be read or is neither
   */
  public static Prompt ofMessage(SeekableByteChannel file) throws IOException {
    return RecoveredMessage.of(file) instanceof RecoveredVideo webm
        ? ofPackets(webm.sound())
        : ofOggOpus(Channels.newInputStream(file.position(0)));
  }

  /**
   * As {@link #ofMessage(SeekableByteChannel)}, of a file that was read.
   *
   * @throws IOException when it is none
   */
  public static Prompt ofMessage(byte[] file) throws IOException {
    return ofMessage(new MemoryFile(file));
  }

  /**
   * Encodes sound.
   *
   * @param pcm {@link Pcm#RATE} samples per second, mono; filled up with silence to full 20 ms
   */
  public static Prompt ofPcm(short[] pcm) {
    return new Prompt(Coding.encode(AudioCodec.OPUS, Stream.of(pcm)));
  }

  /** Nothing to be heard for so long, rounded up to 20 ms. */
  public static Prompt silence(int millis) {
    Frame frame = Frame.silence(AudioCodec.OPUS);
    int count = (millis + Pcm.FRAME_MILLIS - 1) / Pcm.FRAME_MILLIS;
    return new Prompt(Stream.generate(() -> frame).limit(count).toList());
  }

  /** One after the other, without a pause. */
  public static Prompt sequence(Prompt... prompts) {
    return new Prompt(prompts);
  }

  /** How long it plays. */
  public long durationMillis() {
    return samples * 1000 / Pcm.RATE;
  }

  /** The sound: {@link Pcm#RATE} samples per second, mono. */
  public short[] toPcm() {
    return Coding.join(Coding.decode(frames(AudioCodec.OPUS)).toList());
  }

  /** The same as an Ogg Opus file. */
  public byte[] toOggOpus() {
    OpusStream stream = new OpusStream(Arrays.hashCode(new long[] {samples}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(stream.headers());
    frames(AudioCodec.OPUS).forEach(f -> stream.add(f.payload(), f.samples()));
    out.writeBytes(stream.end());
    return out.toByteArray();
  }

  /** What to send to a caller with that codec. */
  List<Frame> frames(AudioCodec codec) {
    synchronized (frames) {
      return frames.computeIfAbsent(codec, this::made);
    }
  }

  private List<Frame> made(AudioCodec codec) {
    return parts.isEmpty() ? Coding.encode(codec, Coding.decode(opus())) : joined(codec);
  }

  private List<Frame> joined(AudioCodec codec) {
    return parts.stream().flatMap(p -> p.frames(codec).stream()).toList();
  }

  private List<Frame> opus() {
    List<Frame> own = frames.get(AudioCodec.OPUS);
    return own == null ? List.of() : own;
  }

  private static long sum(List<Frame> all) {
    return all.stream().mapToLong(Frame::samples).sum();
  }
}
