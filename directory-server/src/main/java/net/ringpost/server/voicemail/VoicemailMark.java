// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import org.jspecify.annotations.Nullable;

/**
 * How a message is to be marked.
 *
 * @param heard true: as heard; false: as new
 */
record VoicemailMark(@Nullable Boolean heard) {}
