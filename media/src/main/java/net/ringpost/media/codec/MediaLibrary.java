// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.service.libjitsi.LibJitsi;
import org.jitsi.service.neomedia.MediaService;

/** Configures and starts libjitsi, ice4j and jitsi-srtp: once in a process. */
public final class MediaLibrary {
  private static final String OPUS = "net.java.sip.communicator.impl.neomedia.codec.audio.opus.";
  private static final String HOME = "net.java.sip.communicator.SC_HOME_DIR_";

  /**
   * They must be set before the libraries load; who starts the program may set others. Sound
   * systems and cameras are switched off because looking for them costs seconds and prints stack
   * traces where there are none.
   */
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("org.jitsi.impl.neomedia.device.PulseAudioSystem.disabled", "true"),
          Map.entry("org.jitsi.impl.neomedia.device.PortAudioSystem.disabled", "true"),
          Map.entry("org.jitsi.impl.neomedia.device.Video4Linux2System.disabled", "true"),
          Map.entry("org.jitsi.impl.neomedia.device.ImgStreamingSystem.disabled", "true"),
          Map.entry("org.jitsi.impl.neomedia.RTPConnectorOutputStream.USE_SEND_THREAD", "false"),
          Map.entry(OPUS + "encoder.DTX", "false"),
          Map.entry("ice4j.harvest.mapping.aws.enabled", "false"),
          Map.entry("ice4j.software", ""));

  /** What they log below this is of no use to anybody but their authors. */
  private static final List<String> NOISY =
      List.of(
          "org.jitsi",
          "org.ice4j",
          "net.sf.fmj",
          "javax.media",
          "com.sun.media",
          "ice4j",
          "net.ringpost.media.transport.SrtpProtection");

  /** Loggers are forgotten when nobody holds them. */
  private static final List<Logger> SILENCED = NOISY.stream().map(Logger::getLogger).toList();

  /** Set to {@code true} to see what the libraries log. */
  public static final String LOG_PROPERTY = "ringpost.media.log";

  private static boolean configured;

  private static final class Holder {
    static final MediaService SERVICE = start();
  }

  private MediaLibrary() {}

  /** Sets the system properties and quietens the logs; at once, and once. */
  public static synchronized void configure() {
    if (configured) {
      return;
    }
    configured = true;
    PROPERTIES.forEach(MediaLibrary::setIfAbsent);
    configureHome();
    if (!Boolean.getBoolean(LOG_PROPERTY)) {
      SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }
  }

  /** libjitsi writes a configuration file; without this it would be into the user's home. */
  private static void configureHome() {
    if (System.getProperty(HOME + "LOCATION") != null) {
      return;
    }
    try {
      String home = Files.createTempDirectory("ringpost-media").toString();
      System.setProperty(HOME + "LOCATION", home);
      System.setProperty(HOME + "NAME", "libjitsi");
      deleteAtExit(home);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made", e);
    }
  }

  private static void deleteAtExit(String home) {
    java.io.File root = new java.io.File(home);
    java.io.File inner = new java.io.File(root, "libjitsi");
    // Deleted in reverse order of registration.
    root.deleteOnExit();
    inner.deleteOnExit();
    new java.io.File(inner, "sip-communicator.properties").deleteOnExit();
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** libjitsi, started at the first call (about a second). */
  public static MediaService service() {
    return Holder.SERVICE;
  }

  private static MediaService start() {
    configure();
    LibJitsi.start();
    return LibJitsi.getMediaService();
  }
}
