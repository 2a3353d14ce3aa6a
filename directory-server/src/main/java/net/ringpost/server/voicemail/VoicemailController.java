// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.List;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import net.ringpost.server.voicemail.storage.Voicemails;
import net.ringpost.server.web.Problem;
import net.ringpost.server.web.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One's own messages over REST. Another's message is answered as one that there never was. */
@RestController
@RequestMapping("/api/v1/voicemails")
@Tag(name = "Voice mail")
@SecurityRequirement(name = "basic")
public class VoicemailController {
  private static final String NONE = "You have no such message";

  private final Voicemails voicemails;

  /** Over this service. */
  public VoicemailController(Voicemails voicemails) {
    this.voicemails = voicemails;
  }

  /** One's own messages, newest first. */
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "voicemails", summary = "Your messages, newest first")
  public List<VoicemailEntry> list(
      SignedIn who,
      @Parameter(description = "true: those that you deleted and can still bring back")
          @RequestParam(defaultValue = "false")
          boolean deleted) {
    return voicemails.list(key(who), deleted).stream().map(VoicemailEntry::of).toList();
  }

  /** A message's content, or a range of it. */
  @GetMapping("/{id}/content")
  @Operation(
      operationId = "voicemailContent",
      summary = "What was said: Ogg Opus, or WebM with pictures")
  @ApiResponse(
      responseCode = "200",
      description = "All of it",
      content = {
        @Content(mediaType = "audio/ogg", schema = @Schema(type = "string", format = "binary")),
        @Content(mediaType = "video/webm", schema = @Schema(type = "string", format = "binary"))
      })
  @ApiResponse(
      responseCode = "206",
      description = "The range that was asked for",
      content = {})
  @ApiResponse(
      responseCode = "304",
      description = "You have it already",
      content = {})
  @ApiResponse(
      responseCode = "404",
      description = NONE,
      content = {})
  @ApiResponse(
      responseCode = "416",
      description = "It has no such range",
      content = {})
  public ResponseEntity<Resource> content(
      SignedIn who,
      @PathVariable String id,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_RANGE, required = false)
          @Nullable String ifRange)
      throws IOException {
    VoicemailRow row = voicemails.find(key(who), id).orElseThrow(VoicemailController::none);
    boolean audio = row.kind() == VoicemailKind.AUDIO;
    String type = audio ? "audio/ogg" : "video/webm";
    String file = "message-" + id.substring(0, 8) + (audio ? ".ogg" : ".webm");
    return Contents.answer(
        new ContentResource(file, row.size(), () -> voicemails.open(row)),
        type,
        file,
        row.content(),
        ifRange);
  }

  /** Marks a message as heard or as new. */
  @PatchMapping(
      path = "/{id}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "markVoicemail", summary = "Mark a message as heard, or as new")
  @ApiResponse(responseCode = "200", description = "The message as it is now")
  @ApiResponse(
      responseCode = "404",
      description = NONE,
      content = {})
  @ApiResponse(
      responseCode = "422",
      description = "heard is neither true nor false",
      content = {})
  public VoicemailEntry mark(
      SignedIn who, @PathVariable String id, @RequestBody VoicemailMark mark) {
    Boolean heard = mark.heard();
    if (heard == null) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT, "Say whether it is heard: true or false.", "heard");
    }
    if (!voicemails.markHeard(key(who), id, heard)) {
      throw none();
    }
    return entry(who, id);
  }

  /** Deletes a message. */
  @DeleteMapping("/{id}")
  @Operation(
      operationId = "deleteVoicemail",
      summary = "Delete a message; for 30 days it can be brought back")
  @ApiResponse(responseCode = "204", description = "Deleted, now or before")
  @ApiResponse(
      responseCode = "404",
      description = NONE,
      content = {})
  public ResponseEntity<Void> delete(SignedIn who, @PathVariable String id) {
    if (!voicemails.delete(key(who), id)) {
      throw none();
    }
    return ResponseEntity.noContent().build();
  }

  /** Brings a deleted message back. */
  @PostMapping(path = "/{id}/restore", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(operationId = "restoreVoicemail", summary = "Bring a deleted message back")
  @ApiResponse(responseCode = "200", description = "The message, back")
  @ApiResponse(
      responseCode = "404",
      description = NONE,
      content = {})
  public VoicemailEntry restore(SignedIn who, @PathVariable String id) {
    if (!voicemails.restore(key(who), id)) {
      throw none();
    }
    return entry(who, id);
  }

  private VoicemailEntry entry(SignedIn who, String id) {
    return voicemails
        .find(key(who), id)
        .map(VoicemailEntry::of)
        .orElseThrow(VoicemailController::none);
  }

  private static long key(SignedIn who) {
    return who.member().account().key();
  }

  private static Problem none() {
    return new Problem(HttpStatus.NOT_FOUND, NONE + ".");
  }
}
