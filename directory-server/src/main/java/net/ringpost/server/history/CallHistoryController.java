// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.server.web.Problem;
import net.ringpost.server.web.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The call history over REST. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Calls")
public class CallHistoryController {
  private static final int MOST = 1000;

  private final CallHistoryStore history;

  /** Over this store. */
  public CallHistoryController(CallHistoryStore history) {
    this.history = history;
  }

  /** One's own calls, in and out, newest first. */
  @GetMapping(path = "/calls", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Your own calls, newest first; missed ones are marked",
      security = @SecurityRequirement(name = "basic"))
  public List<HistoryEntry> calls(
      SignedIn who,
      @Parameter(description = "only calls that started before") @RequestParam(required = false)
          @Nullable Instant before,
      @Parameter(description = "how many, 1 to 1000") @RequestParam(defaultValue = "100")
          int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "limit is from 1 to " + MOST + ", not " + limit + ".", "limit");
    }
    long member = who.member().account().key();
    long end = before == null ? Long.MAX_VALUE : before.toEpochMilli();
    return history.page(member, end, limit).stream()
        .map(row -> HistoryEntry.of(row, member))
        .toList();
  }
}
