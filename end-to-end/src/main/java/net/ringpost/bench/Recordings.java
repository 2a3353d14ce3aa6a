// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;

/** The two programs of the measurement: {@code recorder FOLDER}, {@code callers PORT …}. */
public final class Recordings {
  private Recordings() {}

  /**
   * Runs one of them.
   *
   * @param arguments {@code recorder FOLDER}: records calls into the folder, prints its port, then
   *     for each stair what the recordings cost as a line of JSON. {@code callers PORT
   *     plain|encrypted CALLS STEP WARM SECONDS}: makes that many calls to it and, while it keeps
   *     pace, STEP more at a time; counted are the seconds after those of warming up. With STEP 0
   *     there is one stair.
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "recorder" -> Recorder.run(Path.of(arguments[1]));
      case "callers" ->
          Callers.run(
              Integer.parseInt(arguments[1]),
              settings(arguments[2].equals("encrypted")),
              new Callers.Stairs(
                  Integer.parseInt(arguments[3]),
                  Integer.parseInt(arguments[4]),
                  Integer.parseInt(arguments[5]),
                  Integer.parseInt(arguments[6])));
      default -> throw new IllegalArgumentException("recorder or callers: " + arguments[0]);
    }
    // Threads of the media library would hold the process.
    System.exit(0);
  }

  static LineSettings settings(boolean encrypted) {
    return LineSettings.standard()
        .withAddresses(List.of(InetAddress.getLoopbackAddress()))
        .withCodecs(AudioCodec.OPUS)
        .withEncryption(encrypted ? EncryptionPolicy.REQUIRED : EncryptionPolicy.PLAIN_ALLOWED);
  }
}
