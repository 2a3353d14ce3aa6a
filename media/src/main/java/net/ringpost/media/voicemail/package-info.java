// SPDX-License-Identifier: Apache-2.0

/**
 * Takes and plays voice messages without transcoding: a {@link
 * net.ringpost.media.voicemail.MessageSession} is one call taken by a machine. Messages are Ogg
 * Opus (RFC 7845), written so that each prefix of whole pages can be played.
 */
@NullMarked
package net.ringpost.media.voicemail;

import org.jspecify.annotations.NullMarked;
