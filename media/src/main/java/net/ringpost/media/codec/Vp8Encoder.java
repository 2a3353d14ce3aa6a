// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import org.jitsi.impl.neomedia.codec.video.VPX;

/** VP8 by libjitsi's binding to libvpx, for pictures that are seen at once. For one thread. */
final class Vp8Encoder implements AutoCloseable {
  /** 320 by 240 at 15 a second looks well with 300 kbit/s; others take their part. */
  private static final double BITS_PER_PIXEL = 0.26;

  /** The binding's configuration counts time in thirtieths of a second. */
  private static final int TICKS_PER_SECOND = 30;

  /** VPX_EFLAG_FORCE_KF. */
  private static final int FORCE_KEY = 1;

  private static final int I420_BITS = 12;

  private final int width;
  private final int height;
  private final int ticks;
  private final long image;
  private final long settings;
  private final long context;
  private final long[] iterator = new long[1];
  private long time;

  /**
   * @throws IllegalStateException when there is no memory for it
   * @throws LinkageError when this system has no library for it
   */
  Vp8Encoder(int width, int height, int framesPerSecond) {
    MediaLibrary.configure();
    this.width = width;
    this.height = height;
    ticks = Math.max(1, TICKS_PER_SECOND / framesPerSecond);
    image = VPX.img_malloc();
    settings = VPX.codec_enc_cfg_malloc();
    context = VPX.codec_ctx_malloc();
    if (image == 0 || settings == 0 || context == 0) {
      throw new IllegalStateException("there is no memory for a VP8 encoder");
    }
    describeImage();
    configure(framesPerSecond);
    check(VPX.codec_enc_init(context, VPX.INTERFACE_VP8_ENC, settings, 0));
  }

  private void describeImage() {
    VPX.img_set_fmt(image, VPX.IMG_FMT_I420);
    VPX.img_set_bps(image, I420_BITS);
    VPX.img_set_w(image, width);
    VPX.img_set_d_w(image, width);
    VPX.img_set_h(image, height);
    VPX.img_set_d_h(image, height);
    VPX.img_set_stride0(image, width);
    VPX.img_set_stride1(image, width / 2);
    VPX.img_set_stride2(image, width / 2);
    VPX.img_set_stride3(image, 0);
  }

  private void configure(int framesPerSecond) {
    check(VPX.codec_enc_config_default(VPX.INTERFACE_VP8_ENC, settings, 0));
    int kbits = (int) (BITS_PER_PIXEL * width * height * framesPerSecond / 1000);
    VPX.codec_enc_cfg_set_w(settings, width);
    VPX.codec_enc_cfg_set_h(settings, height);
    VPX.codec_enc_cfg_set_rc_target_bitrate(settings, kbits);
    VPX.codec_enc_cfg_set_rc_end_usage(settings, VPX.RC_MODE_CBR);
    VPX.codec_enc_cfg_set_rc_resize_allowed(settings, 0);
    VPX.codec_enc_cfg_set_error_resilient(settings, VPX.ERROR_RESILIENT_DEFAULT);
    VPX.codec_enc_cfg_set_threads(settings, 1);
  }

  private static void check(int result) {
    if (result != VPX.CODEC_OK) {
      throw new IllegalStateException("libvpx says " + VPX.codec_err_to_string(result));
    }
  }

  /**
   * Encodes a picture.
   *
   * @param i420 as from {@link net.ringpost.media.device.VideoSource#read}
   * @param key whether it must be decodable without those before it
   * @return empty when the encoder leaves it out
   */
  byte[] encode(byte[] i420, boolean key) {
    int pixels = width * height;
    check(
        VPX.codec_encode(
            context,
            image,
            i420,
            0,
            pixels,
            pixels + pixels / 4,
            time,
            ticks,
            key ? FORCE_KEY : 0,
            VPX.DL_REALTIME));
    time += ticks;
    iterator[0] = 0;
    byte[] coded = {};
    for (long p = VPX.codec_get_cx_data(context, iterator);
        p != 0;
        p = VPX.codec_get_cx_data(context, iterator)) {
      if (VPX.codec_cx_pkt_get_kind(p) == VPX.CODEC_CX_FRAME_PKT) {
        coded = new byte[VPX.codec_cx_pkt_get_size(p)];
        VPX.memcpy(coded, VPX.codec_cx_pkt_get_data(p), coded.length);
      }
    }
    return coded;
  }

  @Override
  public void close() {
    int unused = VPX.codec_destroy(context);
    VPX.free(context);
    VPX.free(settings);
    VPX.free(image);
  }
}
