// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.call;

import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.MessageLimits;
import net.ringpost.server.voicemail.storage.Voicemails;

/**
 * What calls to the voice mail work with.
 *
 * @param limits how much of a message is taken, and how many at a time
 */
public record VoicemailServices(
    Voicemails voicemails, Greetings greetings, MessageLimits limits, Prompts prompts) {
  /** With the usual prompts. */
  public VoicemailServices(Voicemails voicemails, Greetings greetings, MessageLimits limits) {
    this(voicemails, greetings, limits, new Prompts());
  }
}
