// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints events: for people, a sentence a line; for programs, a JSON object a line with the event's
 * name in {@code event}.
 */
final class EventPrinter implements PhoneListener {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintStream out;
  private final boolean json;
  private final Listing listing;
  private String lastSignedIn = "";

  /** How many new messages there were when it was told last. */
  private int lastWaiting;

  /** With times as they are here. */
  EventPrinter(PrintStream out, boolean json) {
    this(out, json, ZoneId.systemDefault());
  }

  /**
   * @param json whether programs read it
   * @param zone whose times people are shown
   */
  EventPrinter(PrintStream out, boolean json, ZoneId zone) {
    this.out = out;
    this.json = json;
    this.listing = new Listing(zone);
  }

  @Override
  public synchronized void on(PhoneEvent event) {
    String line = json ? asJson(event) : news(event, asSentence(event));
    if (!line.isEmpty()) {
      out.println(line);
      out.flush();
    }
  }

  /**
   * A registration is refreshed every few minutes, and messages are counted whenever one of them
   * changes; a person is told only what is new.
   */
  private String news(PhoneEvent event, String sentence) {
    switch (event) {
      case PhoneEvent.Registered e -> {
        if (sentence.equals(lastSignedIn)) {
          return "";
        }
        lastSignedIn = sentence;
      }
      case PhoneEvent.Unregistered e -> lastSignedIn = "";
      case PhoneEvent.NotRegistered e -> lastSignedIn = "";
      case PhoneEvent.UnregistrationFailed e -> lastSignedIn = "";
      case PhoneEvent.RegistrationFailed e -> lastSignedIn = "";
      case PhoneEvent.Messages e -> {
        boolean same = e.unheard() == lastWaiting;
        lastWaiting = e.unheard();
        return same ? "" : sentence;
      }
      default -> {
        // Always news.
      }
    }
    return sentence;
  }

  private static String asJson(PhoneEvent event) {
    String name = event.getClass().getSimpleName();
    ObjectNode object = JSON.createObjectNode();
    object.put("event", Character.toLowerCase(name.charAt(0)) + name.substring(1));
    ObjectNode fields = JSON.valueToTree(event);
    object.setAll(fields);
    return JSON.writeValueAsString(object);
  }

  // Statistics come each second: a person who wants them asks for JSON.
  private String asSentence(PhoneEvent event) {
    return switch (event) {
      case PhoneEvent.Registered e ->
          "Signed in as " + e.number() + " at " + e.server() + ", reached at " + e.address() + ".";
      case PhoneEvent.Unregistered e -> e.number() + " is signed out.";
      case PhoneEvent.NotRegistered e -> e.number() + " is not signed in.";
      case PhoneEvent.UnregistrationFailed e -> notSignedOut(e);
      case PhoneEvent.RegistrationFailed e -> notSignedIn(e);
      case PhoneEvent.AddressChanged e ->
          "This machine's address changed from " + e.from() + " to " + e.to() + "; reporting it.";
      case PhoneEvent.Incoming e ->
          "*** "
              + Listing.who(e.from(), e.name())
              + (e.vouched() ? "" : " (so the caller says)")
              + " calls: type 'answer' or 'reject'. ***";
      case PhoneEvent.Dialling e ->
          "Calling " + e.to() + (e.to().equals("*97") ? " (your own voice mail)" : "") + " …";
      case PhoneEvent.Ringing e -> "It rings there.";
      case PhoneEvent.Answered e ->
          e.by().equals("voicemail")
              ? "Voice mail answers: speak after the tone; '#' ends the message, '*' starts it over."
              : "Answered.";
      case PhoneEvent.MessageLeft e -> e.kept() ? "Your message was kept." : "No message was kept.";
      case PhoneEvent.Media e ->
          "Connected with %s, %s, %s.".formatted(e.remote(), e.codec(), encryption(e.encryption()));
      case PhoneEvent.Video e ->
          "Video: " + (e.sends() ? "they see your pictures." : "none is sent.");
      case PhoneEvent.Statistics e -> "";
      case PhoneEvent.Digit e -> "They pressed " + e.digit() + ".";
      case PhoneEvent.Hold e ->
          (e.by().equals("us") ? "You" : "They")
              + (e.held() ? " put the call on hold." : " took the call back.");
      case PhoneEvent.Ended e -> "The call is over: " + e.reason() + ".";
      case PhoneEvent.Messages e -> waiting(e.unheard());
      case PhoneEvent.Voicemails e -> listing.messages(e.messages(), e.deleted());
      case PhoneEvent.VoicemailPlayed e ->
          "The message is in " + e.file() + " (%.1f s).".formatted(e.durationMs() / 1000.0);
      case PhoneEvent.VoicemailDeleted e ->
          "Deleted; 'voicemail undelete' brings it back, for 30 days.";
      case PhoneEvent.VoicemailRestored e -> "The message is back.";
      case PhoneEvent.Calls e -> listing.calls(e.calls());
      case PhoneEvent.Help e -> "Commands:\n  " + String.join("\n  ", e.commands());
      case PhoneEvent.GreetingChanged e ->
          "Your callers hear " + (e.own() ? "your own" : "the standard") + " greeting now.";
      case PhoneEvent.Error e -> "Sorry: " + e.message();
      case PhoneEvent.State e ->
          (e.registered() ? "Signed in, " : "Not signed in, ")
              + (e.calls() == 1 ? "1 call." : e.calls() == 0 ? "no call." : e.calls() + " calls.");
    };
  }

  private static String notSignedIn(PhoneEvent.RegistrationFailed e) {
    return "Not signed in: "
        + e.reason()
        + (e.retry() > 0
            ? "; trying again in %d s.".formatted(e.retry())
            : ". This is final: check the ID and the password, and start the telephone anew.");
  }

  private static String notSignedOut(PhoneEvent.UnregistrationFailed e) {
    return "The server did not confirm that %s is signed out: %s; calls may come for another %d s."
        .formatted(e.number(), e.reason(), e.expires());
  }

  private static String waiting(int unheard) {
    String messages = unheard == 1 ? "1 new message" : unheard + " new messages";
    return unheard == 0
        ? "No new messages."
        : "*** " + messages + ": type 'voicemail list', or dial *97. ***";
  }

  private static String encryption(String kind) {
    return kind.equals("none") ? "NOT ENCRYPTED" : "encrypted (" + kind + ")";
  }
}
