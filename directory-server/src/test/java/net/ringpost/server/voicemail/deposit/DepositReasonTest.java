// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DepositReasonTest {
  private final List<@Nullable Reason> told = new ArrayList<>();

  @Test
  void caller_is_told_what_is_known_and_when() {
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    DepositReason.whenKnown(kept, told::add);
    assertThat(told).isEmpty();
    kept.complete(true);
    DepositReason.whenKnown(CompletableFuture.completedFuture(false), told::add);
    assertThat(told)
        .hasSize(2)
        .extracting(r -> r == null ? 0 : r.cause())
        .containsExactly(200, 204);
    assertThat(DepositReason.fields(told.get(0)))
        .extracting(HeaderField::value)
        .containsExactly("voicemail;cause=200;text=\"The message was kept\"");
  }

  @Test
  void nothing_is_claimed_where_it_is_not_known() {
    DepositReason.whenKnown(CompletableFuture.failedFuture(new IOException("disk")), told::add);
    assertThat(told).containsExactly((Reason) null);
    assertThat(DepositReason.fields(null)).isEmpty();
  }
}
