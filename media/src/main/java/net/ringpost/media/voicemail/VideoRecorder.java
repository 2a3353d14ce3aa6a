// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.List;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.codec.Vp8Assembler;
import net.ringpost.media.device.Pcm;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of one recording: their packets are put in order, the pictures together, and each
 * gets its place beside the sound. Begins with a keyframe; after a loss the picture stands still
 * until the next. For one thread, but for {@link #onPart}.
 */
final class VideoRecorder {
  /** What a picture's place may run ahead of the clock, in milliseconds. */
  private static final long AHEAD = 1000;

  private final WebmStream file;
  private final LipSync sync;
  private final Runnable askForKeyframe;
  private final PacketInbox<VideoPacket> inbox = new PacketInbox<>();
  private final Vp8Assembler assembler = new Vp8Assembler();
  private long lastMillis = -1;
  private @Nullable EncodedFrame last;

  /**
   * @param askForKeyframe asks the caller for a keyframe
   */
  VideoRecorder(WebmStream file, LipSync sync, Runnable askForKeyframe) {
    this.file = file;
    this.sync = sync;
    this.askForKeyframe = askForKeyframe;
    askForKeyframe.run();
  }

  /** Takes a packet; does not block. */
  void onPart(VideoPacket part) {
    inbox.lay(part);
  }

  /** Adds to the file what is in order now; asks for a keyframe where one is needed. */
  void write(Timeline timeline, long nowNanos) {
    add(inbox.take(nowNanos), timeline);
    if (assembler.needsKey()) {
      askForKeyframe.run();
    }
  }

  /** Adds to the file all that is there. */
  void writeAll(Timeline timeline) {
    add(inbox.close(), timeline);
  }

  private void add(List<VideoPacket> parts, Timeline timeline) {
    for (VideoPacket p : parts) {
      EncodedFrame picture =
          assembler.add(
              p.ssrc(), p.sequence(), p.timestamp(), p.marker(), p.payload(), p.nowNanos());
      if (picture != null) {
        place(picture, timeline);
      }
    }
  }

  private void place(EncodedFrame picture, Timeline timeline) {
    EncodedFrame before = last;
    last = picture;
    if (before != null
        && before.ssrc() == picture.ssrc()
        && (int) (picture.timestamp() - before.timestamp()) < 0) {
      // They come in order, so their times have begun anew.
      sync.forgetPictures();
    }
    long millis = timeline.place(picture, sync) * 1000 / Pcm.RATE;
    long placed = Math.max(millis, lastMillis + 1);
    if (placed - millis <= AHEAD) {
      lastMillis = placed;
      file.add(picture, placed);
    }
  }
}
