// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pictures of a VP8 stream together from its RTP packets, without decoding them: RFC 7741
 * §4.5. After a loss, whatever was lost, it gives none until the next keyframe, because what comes
 * in between would be decoded from a picture that is not there. For one thread.
 */
public final class Vp8Assembler {
  /** Nobody's picture is larger. */
  private static final int MOST = 4 << 20;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean inPicture;
  private boolean needsKey = true;
  private int ssrc;
  private int due = -1;
  private long timestamp;
  private long begunNanos;

  /** Whether it waits for a keyframe; it should be asked for. */
  public boolean needsKey() {
    return needsKey;
  }

  /**
   * Takes the next packet; those of one stream in the order of their numbers.
   *
   * @param payload after the RTP header and without padding; may be empty (a packet that only
   *     probes the line)
   * @param marker whether it is the picture's last
   * @param now when it came
   * @return the picture that is complete with it; null when none is
   */
  public @Nullable EncodedFrame add(
      int stream, int sequence, long time, boolean marker, byte[] payload, long now) {
    if (due >= 0 && (stream != ssrc || sequence != due)) {
      lost();
    }
    ssrc = stream;
    due = (sequence + 1) & 0xFFFF;
    if (payload.length == 0) {
      return null;
    }
    Vp8Descriptor descriptor = Vp8Descriptor.read(payload);
    if (descriptor == null || !continues(descriptor, time, now)) {
      lost();
      return null;
    }
    begun.write(payload, descriptor.length(), payload.length - descriptor.length());
    if (begun.size() > MOST) {
      lost();
    }
    return marker && inPicture ? complete() : null;
  }

  private boolean continues(Vp8Descriptor descriptor, long time, long now) {
    if (descriptor.startsPicture() && !inPicture) {
      inPicture = true;
      timestamp = time;
      begunNanos = now;
      return true;
    }
    return inPicture && !descriptor.startsPicture() && time == timestamp;
  }

  private void lost() {
    inPicture = false;
    needsKey = true;
    begun.reset();
  }

  private @Nullable EncodedFrame complete() {
    byte[] data = begun.toByteArray();
    begun.reset();
    inPicture = false;
    boolean key = EncodedFrame.isKey(data);
    if (EncodedFrame.claimsKey(data) != key || (needsKey && !key)) {
      needsKey = true;
      return null;
    }
    needsKey = false;
    return new EncodedFrame(data, key, ssrc, timestamp, begunNanos);
  }
}
