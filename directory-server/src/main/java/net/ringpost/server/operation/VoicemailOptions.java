// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.time.Duration;
import net.ringpost.server.voicemail.storage.MessageLimits;
import picocli.CommandLine.Option;

/** What voice mail may take. */
final class VoicemailOptions implements OptionCheck.Together {
  private static final long MEGABYTE = 1024L * 1024;

  @Option(
      names = "--voicemail-quota",
      paramLabel = "MB",
      description =
          "how much room each member's messages may take; 0 for none: callers are told that the"
              + " mailbox is full (default: 500)")
  @Range(from = 0, to = 1_000_000)
  int quota = 500;

  @Option(
      names = "--voicemail-longest",
      paramLabel = "SECONDS",
      description = "how long a message may be, up to 1800 (default: 180)")
  @Range(from = 1, to = 1800)
  int longest = (int) MessageLimits.STANDARD.longest().toSeconds();

  @Option(
      names = "--voicemail-shortest",
      paramLabel = "SECONDS",
      description = "what is shorter is dropped (default: 2)")
  @Range(from = 0, to = 1799)
  int shortest = (int) MessageLimits.STANDARD.shortest().toSeconds();

  @Option(
      names = "--voicemail-silence",
      paramLabel = "SECONDS",
      description = "after so much silence a message is ended (default: 120)")
  @Range(from = 1, to = 1800)
  int silence = (int) MessageLimits.STANDARD.silence().toSeconds();

  @Option(
      names = "--voicemail-calls",
      paramLabel = "N",
      description =
          "how many callers may leave messages at the same time; 0 for no voice mail at all"
              + " (default: 1000)")
  @Range(from = 0, to = 100_000)
  int calls = MessageLimits.STANDARD.calls();

  @Option(
      names = "--voicemail-ports",
      paramLabel = "FROM-TO",
      converter = PortRange.Converter.class,
      description = "UDP ports for what callers say, four for each caller (default: any)")
  PortRange ports = PortRange.ANY;

  /** In bytes. */
  long quotaBytes() {
    return quota * MEGABYTE;
  }

  @Override
  public void check() {
    if (shortest >= longest) {
      throw new IllegalArgumentException(
          "--voicemail-shortest %d must be less than --voicemail-longest %d"
              .formatted(shortest, longest));
    }
  }

  /** What a message may be. */
  MessageLimits limits() {
    return new MessageLimits(
        Duration.ofSeconds(longest),
        Duration.ofSeconds(shortest),
        Duration.ofSeconds(silence),
        calls);
  }
}
