// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.server.voicemail.storage.Voicemails;

/** What Prometheus is told of voice mail. */
final class VoicemailMetrics implements MeterBinder {
  private final Voicemails voicemails;

  VoicemailMetrics(Voicemails voicemails) {
    this.voicemails = voicemails;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("ringpost.voicemail.recording", voicemails, Voicemails::recording)
        .description("messages that are being recorded")
        .register(registry);
    FunctionCounter.builder("ringpost.voicemail.stored", voicemails, Voicemails::stored)
        .description("messages that were taken")
        .register(registry);
    FunctionCounter.builder("ringpost.voicemail.bytes", voicemails, Voicemails::storedBytes)
        .description("size of the messages that were taken")
        .baseUnit("bytes")
        .register(registry);
    for (StorageFullException.Limit full : StorageFullException.Limit.values()) {
      FunctionCounter.builder("ringpost.voicemail.refused", voicemails, v -> v.refused(full))
          .description("messages that were refused as the disk, or the member's mailbox, was full")
          .tag("full", full.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }
}
