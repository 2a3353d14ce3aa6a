// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How this telephone behaves.
 *
 * @param server where the directory is
 * @param signIn whose telephone it is
 * @param data the folder with this telephone's own identity and the servers it trusts
 * @param bind the local address to use; empty for every one
 * @param plain whether talk without encryption is allowed; asked for each call, by any thread
 * @param audioIn the WAV file to speak; silence without
 * @param audioOut the WAV file that what is heard goes to; the first call's name, later ones get
 *     {@code -2}, {@code -3} …
 * @param ring the WAV file to ring with; the shipped one without
 * @param autoAnswerMillis answer incoming calls by itself after so long; negative: never
 * @param expires seconds a registration is asked for, at least 60
 * @param videoIn what is shown in calls that are dialled with pictures
 * @param codecs names of the codecs to offer, most wanted first
 */
public record PhoneSettings(
    ServerAddress server,
    SignIn signIn,
    Path data,
    Optional<String> bind,
    Supplier<Plain> plain,
    Optional<Path> audioIn,
    Optional<Path> audioOut,
    Optional<Path> ring,
    int autoAnswerMillis,
    int expires,
    VideoIn videoIn,
    java.util.List<String> codecs) {

  /** What is shown. */
  public enum VideoIn {
    /** Nothing: this telephone only talks. */
    NONE,
    /** A test picture that moves. */
    TEST
  }

  /** Whether talk without encryption is allowed. */
  public enum Plain {
    /** Never: a telephone that cannot encrypt is not talked to. */
    NEVER,
    /** When the other telephone knows nothing better; the call then shows as unencrypted. */
    ALLOW,
    /** Always: for tests of the line and for closed networks. */
    ONLY
  }
}
