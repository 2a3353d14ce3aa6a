// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import net.ringpost.phone.call.Telephone;

/** Reads commands, one a line, and has the telephone do them. */
final class CommandReader {
  private static final String HELP =
      "commands: dial NUMBER [--video] · answer · reject [busy] · hangup · digit DIGITS · hold · resume · mute · unmute ·"
          + " voicemail list|play N|delete N|greeting FILE · register · unregister · status · quit";

  private static final String VIDEO = "--video";

  private final Telephone telephone;
  private final VoicemailCommands voicemail;
  private final PhoneListener listener;

  CommandReader(Telephone telephone, VoicemailCommands voicemail, PhoneListener listener) {
    this.telephone = telephone;
    this.voicemail = voicemail;
    this.listener = listener;
  }

  /** Returns after {@code quit} or at the end of the input. */
  void run(BufferedReader input) throws IOException {
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.strip().split("\\s+", 2);
      if (words[0].equals("quit")) {
        return;
      }
      if (!words[0].isEmpty()) {
        perform(words[0], words.length > 1 ? words[1] : "");
      }
    }
  }

  private void perform(String command, String argument) {
    switch (command) {
      case "dial" -> {
        boolean video = argument.endsWith(VIDEO);
        String number =
            video ? argument.substring(0, argument.length() - VIDEO.length()) : argument;
        if (number.isBlank()) {
          refuse("'dial' needs a number: dial 1001");
        } else {
          telephone.dial(number.strip(), video);
        }
      }
      case "answer" -> telephone.answer();
      case "reject" -> telephone.reject(argument.equals("busy"));
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
      case "help" -> refuse(HELP);
      default -> refuse("there is no command '" + command + "'; " + HELP);
    }
  }

  private void refuse(String why) {
    listener.on(new PhoneEvent.Error(why));
  }
}
