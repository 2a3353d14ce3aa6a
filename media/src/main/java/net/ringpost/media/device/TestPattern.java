// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * A picture that moves, by which can be measured what becomes of it: above, a field that is white
 * while sound is sent and black while not; in the middle a bar that moves on with each picture;
 * below, the picture's number in sixteen fields, white for 1, the highest digit first.
 */
public final class TestPattern implements VideoSource {
  /** Louder than this, in dB below full scale, the upper field is white. */
  public static final double LOUD_DECIBELS = -40;

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int FRAMES_PER_SECOND = 15;
  private static final int DIGITS = 16;
  private static final int BAND = HEIGHT / 3;
  private static final int BAR = 16;
  private static final int STEP = 4;
  private static final byte BLACK = 16;
  private static final byte GREY = 110;
  private static final int TEXTURE = 31;
  private static final byte WHITE = (byte) 235;
  private static final int THRESHOLD = 172;
  private static final byte NO_COLOUR = (byte) 128;
  private static final byte BLUE = (byte) 170;

  private final DoubleSupplier loudness;
  private int number;

  /**
   * @param loudness of what is sent at that moment, in dB below full scale
   */
  public TestPattern(DoubleSupplier loudness) {
    this.loudness = loudness;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public int framesPerSecond() {
    return FRAMES_PER_SECOND;
  }

  @Override
  public void read(byte[] i420) {
    boolean loud = loudness.getAsDouble() > LOUD_DECIBELS;
    Arrays.fill(i420, 0, WIDTH * BAND, loud ? WHITE : BLACK);
    texture(i420);
    box(i420, number * STEP % (WIDTH - BAR), BAND, BAR);
    for (int i = 0; i < DIGITS; i++) {
      if ((number >> (DIGITS - 1 - i) & 1) != 0) {
        box(i420, i * WIDTH / DIGITS, 2 * BAND, WIDTH / DIGITS);
      }
    }
    int colours = WIDTH * HEIGHT;
    Arrays.fill(i420, colours, colours + WIDTH * HEIGHT / 4, BLUE);
    Arrays.fill(i420, colours + WIDTH * HEIGHT / 4, colours + WIDTH * HEIGHT / 2, NO_COLOUR);
    number++;
  }

  /** So that there is something to encode: a keyframe takes several packets. */
  private static void texture(byte[] i420) {
    for (int row = BAND; row < HEIGHT; row++) {
      for (int x = 0; x < WIDTH; x++) {
        i420[row * WIDTH + x] =
            (byte) (GREY + ((((x * 73 ^ row * 151) * 2_654_435) >> 16) & TEXTURE));
      }
    }
  }

  private static void box(byte[] i420, int left, int top, int width) {
    for (int row = top; row < top + BAND; row++) {
      Arrays.fill(i420, row * WIDTH + left, row * WIDTH + left + width, WHITE);
    }
  }

  /**
   * Whether the upper field of a picture that was decoded is white.
   *
   * @param brightness of the pixels, 0 to 255 or 16 to 235
   * @param at where the picture begins
   */
  public static boolean white(byte[] brightness, int at) {
    return white(brightness, at, WIDTH / 2, BAND / 2);
  }

  private static boolean white(byte[] brightness, int at, int x, int y) {
    return (brightness[at + y * WIDTH + x] & 0xFF) > THRESHOLD;
  }

  /**
   * The number that a picture shows that was decoded, 0 to 65535.
   *
   * @param brightness as in {@link #white}
   * @param at where the picture begins
   */
  public static int number(byte[] brightness, int at) {
    int shown = 0;
    for (int i = 0; i < DIGITS; i++) {
      int x = i * WIDTH / DIGITS + WIDTH / DIGITS / 2;
      shown = shown << 1 | (white(brightness, at, x, 2 * BAND + BAND / 2) ? 1 : 0);
    }
    return shown;
  }

  /** How many pixels a picture has. */
  public static int pixels() {
    return WIDTH * HEIGHT;
  }
}
