// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Creation;
import net.ringpost.server.web.Problem;
import net.ringpost.server.web.SignedIn;
import net.ringpost.server.web.SourceAddress;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over REST. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Accounts")
public class AccountController {
  private static final int SHORTEST_WAIT = 5;
  private static final int LONGEST_WAIT = 120;

  private final AccountService accounts;
  private final SignUps signUps;
  private final MembershipWatch memberships;

  /** Over these services. */
  public AccountController(AccountService accounts, SignUps signUps, MembershipWatch memberships) {
    this.accounts = accounts;
    this.signUps = signUps;
    this.memberships = memberships;
  }

  /** Signs somebody up. */
  @PostMapping(path = "/accounts", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Sign up")
  @ApiResponse(responseCode = "201", description = "A member now; the number was given")
  @ApiResponse(
      responseCode = "403",
      description = "Sign-up is closed, or needs an invitation and this is none")
  @ApiResponse(responseCode = "409", description = "The ID or the number is taken")
  @ApiResponse(responseCode = "422", description = "Something may not be as it was asked for")
  @ApiResponse(
      responseCode = "429",
      description = "Too many accounts from this address: Retry-After says when one more may be")
  @ApiResponse(responseCode = "503", description = "Not now: the database is away")
  public ResponseEntity<Registered> signUp(@RequestBody SignUp wanted, HttpServletRequest request) {
    SignUps.Outcome outcome =
        signUps.signUp(wanted.wanted(), wanted.invitationOrNone(), SourceAddress.of(request));
    Account a =
        switch (outcome) {
          case SignUps.Decided d -> created(d.creation());
          case SignUps.Closed c ->
              throw new Problem(
                  HttpStatus.FORBIDDEN, "Sign-up is closed here: ask the operator for an account.");
          case SignUps.TooMany t ->
              throw Problem.later(
                  HttpStatus.TOO_MANY_REQUESTS,
                  "Too many accounts were made from your address: try again in %s.",
                  t.retryAfter());
        };
    return ResponseEntity.created(URI.create("/api/v1/me"))
        .body(new Registered(a.id(), a.number(), a.displayName()));
  }

  /** One's own account. */
  @GetMapping("/me")
  @Operation(summary = "Your own account", security = @SecurityRequirement(name = "basic"))
  public OwnAccount me(SignedIn who) {
    return OwnAccount.of(who.member().account());
  }

  /** Changes one's own account. */
  @PatchMapping(path = "/me", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "changeMe",
      summary = "Change your own account",
      security = @SecurityRequirement(name = "basic"))
  public OwnAccount change(SignedIn who, @RequestBody AccountChange change) {
    Integer wait = change.voicemailAfterSeconds();
    if (wait != null && (wait < SHORTEST_WAIT || wait > LONGEST_WAIT)) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "voicemailAfterSeconds is from 5 to 120.",
          "voicemailAfterSeconds");
    }
    if (change.greeting() == GreetingSelection.OWN
        && who.member().account().voicemail().greeting() == null) {
      throw new Problem(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "You have no own greeting: put one to /api/v1/me/greeting first.",
          "greeting");
    }
    return OwnAccount.of(created(accounts.change(who.member(), change, who.password())));
  }

  /** Deletes one's own account. */
  @DeleteMapping("/me")
  @Operation(
      summary = "Delete your own account, with messages, greeting and history",
      security = @SecurityRequirement(name = "basic"))
  @ApiResponse(
      responseCode = "204",
      description = "Everything is gone; the ID and the number are nobody's for 90 days")
  public ResponseEntity<Void> delete(SignedIn who) {
    memberships.delete(who.member().account());
    return ResponseEntity.noContent().build();
  }

  private static Account created(Creation creation) {
    return switch (creation) {
      case Creation.Created c -> c.account();
      case Creation.Taken t ->
          throw new Problem(
              HttpStatus.CONFLICT,
              "The " + t.field() + " " + t.name() + " is taken: choose another.",
              t.field());
      case Creation.LooksLike l ->
          throw new Problem(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "The "
                  + l.field()
                  + " "
                  + l.name()
                  + " looks like "
                  + l.existing()
                  + ", which somebody else has: choose one that cannot be mistaken for it.",
              l.field());
      case Creation.Unacceptable u ->
          throw new Problem(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "The " + label(u.field()) + " cannot be given: " + u.reason() + ".",
              u.field());
      case Creation.NotInvited n ->
          throw new Problem(
              HttpStatus.FORBIDDEN,
              "Sign-up needs an invitation here, and this is none that can be used: ask the"
                  + " operator for a code.",
              "invitation");
    };
  }

  private static String label(String field) {
    return field.equals("displayName") ? "display name" : field;
  }
}
