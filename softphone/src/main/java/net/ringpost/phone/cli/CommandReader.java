// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import net.ringpost.phone.call.Telephone;

/** Reads commands, one a line, in any case, and has the telephone do them. */
final class CommandReader {
  private static final List<String> HELP =
      List.of(
          "dial NUMBER [--video]",
          "redial",
          "answer",
          "reject [busy]",
          "hangup",
          "digit DIGITS",
          "hold",
          "resume",
          "mute",
          "unmute",
          "history [HOW MANY]",
          "voicemail list",
          "voicemail play N",
          "voicemail delete N",
          "voicemail deleted",
          "voicemail undelete [N]",
          "voicemail greeting FILE|default",
          "register",
          "unregister",
          "status",
          "help",
          "quit");

  private static final String VIDEO = "--video";

  private final Telephone telephone;
  private final VoicemailCommands voicemail;
  private final HistoryCommands history;
  private final PhoneListener listener;

  CommandReader(
      Telephone telephone,
      VoicemailCommands voicemail,
      HistoryCommands history,
      PhoneListener listener) {
    this.telephone = telephone;
    this.voicemail = voicemail;
    this.history = history;
    this.listener = listener;
  }

  /** Returns after {@code quit} or at the end of the input. */
  void run(BufferedReader input) throws IOException {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.strip().split("\\s+", 2);
      if (words[0].equalsIgnoreCase("quit")) {
        return;
      }
      if (!words[0].isEmpty()) {
        perform(words[0], words.length > 1 ? words[1] : "");
      }
    }
  }

  private void perform(String command, String argument) {
    switch (command.toLowerCase(Locale.ROOT)) {
      case "dial" -> dial(argument);
      // What was dialled last here; after a start, whom the member has called last.
      case "redial" -> telephone.redial(() -> history.lastCalled(telephone::dial));
      case "history" -> history.list(argument.strip());
      case "answer" -> telephone.answer();
      case "reject" -> telephone.reject(argument.equalsIgnoreCase("busy"));
      case "hangup" -> telephone.hangUp();
      case "digit" -> telephone.press(argument);
      case "hold" -> telephone.hold(true);
      case "resume" -> telephone.hold(false);
      case "mute" -> telephone.mute(true);
      case "unmute" -> telephone.mute(false);
      case "voicemail" -> voicemail.perform(argument);
      case "register" -> telephone.register();
      case "unregister" -> telephone.unregister();
      case "status" -> telephone.status();
      case "help" -> listener.on(new PhoneEvent.Help(HELP));
      default -> refuse("there is no command '" + command + "': 'help' lists those that there are");
    }
  }

  private void dial(String argument) {
    boolean video = argument.toLowerCase(Locale.ROOT).endsWith(VIDEO);
    String number = video ? argument.substring(0, argument.length() - VIDEO.length()) : argument;
    if (number.isBlank()) {
      refuse("'dial' needs a number: dial 1001");
    } else {
      telephone.dial(number.strip(), video);
    }
  }

  private void refuse(String why) {
    listener.on(new PhoneEvent.Error(why));
  }
}
