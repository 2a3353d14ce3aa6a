// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Somebody who is signed up at a server, with what their telephone says and where it records.
 *
 * @param speech the WAV file that is spoken
 * @param folder of the telephone
 */
record Member(String id, String password, String number, Path speech, Path folder) {
  /** Signs up; the sentence is {@code a} or {@code b}. */
  static Member signUp(RunningServer server, Path folder, String id, String number, char sentence) {
    String password = "the password of " + id;
    String given = server.signUp(id, password, number, "Name of " + id);
    Path speech = Talk.sentence("sentence-" + sentence + ".wav", folder);
    return new Member(id, password, given, speech, folder.resolve(id));
  }

  /** Starts the member's softphone on the loopback and waits until it has registered. */
  RunningPhone phone(RunningServer server, String... more) {
    String[] speaking = {"--audio-in", speech.toString()};
    String[] all = Arrays.copyOf(speaking, speaking.length + more.length);
    System.arraycopy(more, 0, all, speaking.length, more.length);
    return silentPhone(server, all);
  }

  /** As {@link #phone}, with nothing to say. */
  RunningPhone silentPhone(RunningServer server, String... more) {
    String[] usual = {"--audio-out", heard().toString()};
    String[] all = Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    RunningPhone phone = server.phone(folder, id, password, all);
    phone.await("registered");
    return phone;
  }

  /** The recording of the first call. */
  Path heard() {
    return folder.resolve("heard.wav");
  }

  /** The recording of a later call, counted from 1. */
  Path heardIn(int call) {
    return call == 1 ? heard() : folder.resolve("heard-" + call + ".wav");
  }
}
