// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.ringpost.db.account.Account;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.UploadedGreeting;
import net.ringpost.server.web.Problem;
import net.ringpost.server.web.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One's own greeting over REST. */
@RestController
@RequestMapping(GreetingController.PATH)
@Tag(name = "Voice mail")
@SecurityRequirement(name = "basic")
public class GreetingController {
  /** Where it is. */
  public static final String PATH = "/api/v1/me/greeting";

  /** The largest file that is taken, in bytes. */
  public static final int MOST_BYTES = UploadedGreeting.MOST_BYTES;

  private static final String NONE = "You have no own greeting";

  private static final int MOST_COMING = 8;

  private final Greetings greetings;
  private final Set<Long> coming = ConcurrentHashMap.newKeySet();

  /** Over this service. */
  public GreetingController(Greetings greetings) {
    this.greetings = greetings;
  }

  /** The own greeting. */
  @GetMapping
  @Operation(operationId = "greeting", summary = "Your own greeting")
  @ApiResponse(
      responseCode = "200",
      description = "Ogg Opus",
      content =
          @Content(mediaType = "audio/ogg", schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "206",
      description = "The range that was asked for",
      content = {})
  @ApiResponse(
      responseCode = "404",
      description = NONE,
      content = {})
  public ResponseEntity<Resource> get(
      SignedIn who,
      @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.IF_RANGE, required = false)
          @Nullable String ifRange)
      throws IOException {
    Account member = who.member().account();
    String version = member.voicemail().greeting();
    if (version == null) {
      throw none();
    }
    long size;
    try (SeekableByteChannel content = open(member)) {
      size = content.size();
    }
    return Contents.answer(
        new ContentResource("greeting", size, () -> open(member)),
        "audio/ogg",
        "greeting.ogg",
        version,
        ifRange);
  }

  private SeekableByteChannel open(Account member) throws IOException {
    try {
      return greetings.open(member).orElseThrow(GreetingController::none);
    } catch (NoSuchFileException replaced) {
      throw none();
    }
  }

  /** Gives oneself an own greeting. */
  @PutMapping
  @Operation(
      operationId = "putGreeting",
      summary = "Greet your callers yourself, from now on",
      requestBody =
          @RequestBody(
              required = true,
              description = "one minute at most",
              content = {
                @Content(
                    mediaType = "audio/ogg",
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = "audio/wav",
                    schema = @Schema(type = "string", format = "binary"))
              }))
  @ApiResponse(responseCode = "204", description = "Callers hear it from now on")
  @ApiResponse(
      responseCode = "413",
      description = "Too large",
      content = {})
  @ApiResponse(
      responseCode = "415",
      description = "Neither Ogg Opus nor WAV",
      content = {})
  @ApiResponse(
      responseCode = "422",
      description = "Too long, or damaged",
      content = {})
  @ApiResponse(
      responseCode = "507",
      description = "The server's disk is full",
      content = {})
  public ResponseEntity<Void> put(
      SignedIn who, @Parameter(hidden = true) HttpServletRequest request) throws IOException {
    // Each is held in memory whole, for as long as its sender takes.
    long member = who.member().account().key();
    if (coming.size() >= MOST_COMING || !coming.add(member)) {
      throw later();
    }
    try {
      keep(who.member().account(), request.getInputStream());
    } finally {
      coming.remove(member);
    }
    return ResponseEntity.noContent().build();
  }

  private void keep(Account member, InputStream body) throws IOException {
    byte[] file = body.readNBytes(UploadedGreeting.MOST_BYTES + 1);
    if (file.length > UploadedGreeting.MOST_BYTES) {
      throw new Problem(
          HttpStatus.CONTENT_TOO_LARGE,
          "A greeting has 12 MB at most: send it as Ogg Opus, or make it shorter.");
    }
    try {
      greetings.put(member, UploadedGreeting.oggOpus(file));
    } catch (StorageFullException e) {
      throw new Problem(
          HttpStatus.INSUFFICIENT_STORAGE,
          "The server's disk is full: your greeting is as it was. Tell the operator.");
    }
  }

  private static Problem later() {
    Problem problem =
        new Problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Another greeting is on its way, yours or others': try again in a few seconds.");
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
    return problem;
  }

  /** Gives the own greeting up. */
  @DeleteMapping
  @Operation(
      operationId = "deleteGreeting",
      summary = "Have your callers greeted by the standard greeting again")
  @ApiResponse(responseCode = "204", description = "There is no own greeting now")
  public ResponseEntity<Void> delete(SignedIn who) throws IOException {
    greetings.delete(who.member().account());
    return ResponseEntity.noContent().build();
  }

  private static Problem none() {
    return new Problem(HttpStatus.NOT_FOUND, NONE + ".");
  }
}
