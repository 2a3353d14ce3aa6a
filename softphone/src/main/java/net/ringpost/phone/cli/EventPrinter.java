// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.PrintStream;
import java.util.List;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import net.ringpost.phone.message.Voicemail;
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
  private String lastSignedIn = "";

  /**
   * @param json whether programs read it
   */
  EventPrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  @Override
  public synchronized void on(PhoneEvent event) {
    String line = json ? asJson(event) : news(event, asSentence(event));
    if (!line.isEmpty()) {
      out.println(line);
      out.flush();
    }
  }

  /** A registration is refreshed every few minutes; a person is told only what is new. */
  private String news(PhoneEvent event, String sentence) {
    switch (event) {
      case PhoneEvent.Registered e -> {
        if (sentence.equals(lastSignedIn)) {
          return "";
        }
        lastSignedIn = sentence;
      }
      case PhoneEvent.Unregistered e -> lastSignedIn = "";
      case PhoneEvent.RegistrationFailed e -> lastSignedIn = "";
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
  private static String asSentence(PhoneEvent event) {
    return switch (event) {
      case PhoneEvent.Registered e ->
          "Signed in as " + e.number() + " at " + e.server() + ", reached at " + e.address() + ".";
      case PhoneEvent.Unregistered e -> e.number() + " is signed out.";
      case PhoneEvent.RegistrationFailed e ->
          "Not signed in: "
              + e.reason()
              + (e.retry() > 0 ? "; trying again in %.0f s.".formatted(e.retry()) : ".");
      case PhoneEvent.AddressChanged e ->
          "This machine's address changed from " + e.from() + " to " + e.to() + "; reporting it.";
      case PhoneEvent.Incoming e ->
          "*** "
              + (e.name().isEmpty() ? e.from() : e.name() + " (" + e.from() + ")")
              + (e.vouched() ? "" : " (so the caller says)")
              + " calls: type 'answer' or 'reject'. ***";
      case PhoneEvent.Dialling e -> "Calling " + e.to() + " …";
      case PhoneEvent.Ringing e -> "It rings there.";
      case PhoneEvent.Answered e -> "Answered.";
      case PhoneEvent.Media e ->
          "Connected with "
              + e.remote()
              + ", "
              + e.codec()
              + ", "
              + encryption(e.encryption())
              + ".";
      case PhoneEvent.Video e ->
          "Video: " + (e.sends() ? "they see your pictures." : "none is sent.");
      case PhoneEvent.Statistics e -> "";
      case PhoneEvent.Digit e -> "They pressed " + e.digit() + ".";
      case PhoneEvent.Hold e ->
          (e.by().equals("us") ? "You" : "They")
              + (e.held() ? " put the call on hold." : " took the call back.");
      case PhoneEvent.Ended e -> "The call is over: " + e.reason() + ".";
      case PhoneEvent.Messages e ->
          e.unheard() == 0
              ? "No new messages."
              : "*** " + e.unheard() + " new messages: type 'voicemail list', or dial *97. ***";
      case PhoneEvent.Voicemails e -> listed(e.messages());
      case PhoneEvent.VoicemailPlayed e ->
          "The message is in " + e.file() + " (%.1f s).".formatted(e.durationMs() / 1000.0);
      case PhoneEvent.VoicemailDeleted e -> "Deleted.";
      case PhoneEvent.GreetingChanged e ->
          "Your callers hear " + (e.own() ? "your own" : "the standard") + " greeting now.";
      case PhoneEvent.Error e -> "Sorry: " + e.message();
      case PhoneEvent.State e ->
          (e.registered() ? "Signed in" : "Not signed in") + ", " + e.calls() + " calls.";
    };
  }

  private static String listed(List<Voicemail> messages) {
    if (messages.isEmpty()) {
      return "No messages.";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < messages.size(); i++) {
      Voicemail m = messages.get(i);
      out.append(i == 0 ? "" : "\n")
          .append(i + 1)
          .append(m.heard() ? "  " : " *")
          .append(" %s, %s, %.0f s".formatted(m.from(), m.receivedAt(), m.durationMs() / 1000.0));
    }
    return out.toString();
  }

  private static String encryption(String kind) {
    return kind.equals("none") ? "NOT ENCRYPTED" : "encrypted (" + kind + ")";
  }
}
