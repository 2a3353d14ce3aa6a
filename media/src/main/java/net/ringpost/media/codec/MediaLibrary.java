// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Configures libjitsi, ice4j and jitsi-srtp: once in a process, before they load. */
public final class MediaLibrary {
  /** Who starts the program may set others. */
  private static final Map<String, String> PROPERTIES =
      Map.of("ice4j.harvest.mapping.aws.enabled", "false", "ice4j.software", "");

  /** What they log below this is of no use to anybody but their authors. */
  private static final List<String> NOISY =
      List.of("org.jitsi", "org.ice4j", "ice4j", "net.ringpost.media.transport.SrtpProtection");

  /** Loggers are forgotten when nobody holds them. */
  private static final List<Logger> SILENCED = NOISY.stream().map(Logger::getLogger).toList();

  /** Set to {@code true} to see what the libraries log. */
  public static final String LOG_PROPERTY = "ringpost.media.log";

  private static boolean configured;

  private MediaLibrary() {}

  /** Sets the system properties and quietens the logs; at once, and once. */
  public static synchronized void configure() {
    if (configured) {
      return;
    }
    configured = true;
    PROPERTIES.forEach(MediaLibrary::setIfAbsent);
    if (!Boolean.getBoolean(LOG_PROPERTY)) {
      SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
