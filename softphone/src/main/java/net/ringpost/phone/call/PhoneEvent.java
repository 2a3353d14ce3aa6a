// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import net.ringpost.phone.history.PastCall;
import net.ringpost.phone.mailbox.Voicemail;

/**
 * What happens to the telephone, in the order in which it happens. {@code call} counts the
 * telephone's calls from 1 on, in and out alike.
 */
public sealed interface PhoneEvent {

  /**
   * The directory server knows where this telephone is.
   *
   * @param number the number that was signed in; the ID, where the server does not tell the number
   * @param server the server's address
   * @param expires seconds until it would forget, unless refreshed
   * @param address the address under which this telephone is reached
   * @param site the address of the server's site; empty if the server does not tell it
   */
  record Registered(String number, String server, long expires, String address, String site)
      implements PhoneEvent {}

  /** The telephone has signed out: the server said so. */
  record Unregistered(String number) implements PhoneEvent {}

  /** The telephone was to sign out, but is not signed in: there was nothing to take back. */
  record NotRegistered(String number) implements PhoneEvent {}

  /**
   * The telephone was to sign out, but the server did not confirm it: calls may still come.
   *
   * @param reason for a person to read
   * @param expires seconds until the server forgets this telephone by itself; 0 if it may have by
   *     now
   */
  record UnregistrationFailed(String number, String reason, long expires) implements PhoneEvent {}

  /**
   * The server could not be told where this telephone is.
   *
   * @param reason for a person to read
   * @param retry whole seconds until the next try, 1 at least; 0 if there will be none, as the
   *     server refused the ID and password
   */
  record RegistrationFailed(String reason, long retry) implements PhoneEvent {}

  /** This machine's address has changed; it is being reported. */
  record AddressChanged(String from, String to) implements PhoneEvent {}

  /**
   * Somebody calls: the telephone rings.
   *
   * @param from the caller's number or address
   * @param name the caller's name as the server vouches for it; may be empty
   * @param vouched whether the server says who calls, or only the caller does
   */
  record Incoming(int call, String from, String name, boolean vouched) implements PhoneEvent {}

  /** A call to {@code to} is being set up. */
  record Dialling(int call, String to) implements PhoneEvent {}

  /** The called telephone rings: it said so itself. */
  record Ringing(int call) implements PhoneEvent {}

  /**
   * The call was taken, here or at the other end.
   *
   * @param by who says at the other end that it answers: {@code voicemail}, another {@code
   *     machine}, or a {@code telephone}
   */
  record Answered(int call, String by) implements PhoneEvent {}

  /**
   * Voice mail has said, at the end of the call, what became of the message.
   *
   * @param kept whether there is one now
   */
  record MessageLeft(int call, boolean kept) implements PhoneEvent {}

  /**
   * Sound can cross.
   *
   * @param codec such as {@code opus}
   * @param encryption {@code DTLS-SRTP} or {@code none}
   * @param local our address for the sound
   * @param remote the peer's address
   */
  record Media(int call, String codec, String encryption, String local, String remote)
      implements PhoneEvent {}

  /**
   * Pictures can cross.
   *
   * @param sends whether ours
   * @param receives whether theirs
   */
  record Video(int call, boolean sends, boolean receives) implements PhoneEvent {}

  /**
   * How the line is, about once a second.
   *
   * @param sent packets sent
   * @param received packets received
   * @param lost packets missing so far
   * @param loss part lost during the last second, 0 to 1
   * @param jitter in milliseconds
   * @param roundTrip in milliseconds; -1 while unknown
   * @param levelIn dB below full scale, -96 to 0
   * @param levelOut likewise
   */
  record Statistics(
      int call,
      long sent,
      long received,
      long lost,
      double loss,
      double jitter,
      double roundTrip,
      double levelIn,
      double levelOut)
      implements PhoneEvent {}

  /** The other end pressed a key. */
  record Digit(int call, String digit) implements PhoneEvent {}

  /**
   * One of the two has put the call on hold, or taken it back.
   *
   * @param by {@code us} or {@code them}
   * @param held whether it is on hold now
   */
  record Hold(int call, String by, boolean held) implements PhoneEvent {}

  /**
   * The call is over.
   *
   * @param reason for a person to read
   * @param status the final SIP status of an attempt that was not answered; 488, or what the other
   *     telephone says, if it was answered and no sound could cross; 200 after a talk
   */
  record Ended(int call, String reason, int status) implements PhoneEvent {}

  /**
   * How many voice messages wait; at each sign-in if there are any, and whenever it changes.
   *
   * @param unheard new ones
   * @param heard those that are kept
   */
  record Messages(int unheard, int heard) implements PhoneEvent {}

  /**
   * The voice messages, newest first, on request.
   *
   * @param deleted whether they are those that were deleted and can be brought back
   */
  record Voicemails(List<Voicemail> messages, boolean deleted) implements PhoneEvent {}

  /**
   * A voice message has been fetched and can be heard.
   *
   * @param file the WAV file with its sound
   * @param durationMs how long it is
   */
  record VoicemailPlayed(String id, String file, long durationMs) implements PhoneEvent {}

  /** A voice message was deleted; the server can bring it back for 30 days. */
  record VoicemailDeleted(String id) implements PhoneEvent {}

  /** A deleted voice message was brought back. */
  record VoicemailRestored(String id) implements PhoneEvent {}

  /** The calls so far, newest first, on request. */
  record Calls(List<PastCall> calls) implements PhoneEvent {}

  /** What may be typed, on request: a command a line. */
  record Help(List<String> commands) implements PhoneEvent {}

  /** Callers who leave a message are greeted otherwise from now on: {@code own} or as usual. */
  record GreetingChanged(boolean own) implements PhoneEvent {}

  /** Something could not be done; what and what to do. */
  @SuppressWarnings("JavaLangClash") // its name is the one that programs read
  record Error(String message) implements PhoneEvent {}

  /** How the telephone is now, on request. */
  record State(boolean registered, int calls) implements PhoneEvent {}
}
