// SPDX-License-Identifier: Apache-2.0
/** Messages and greetings as they are stored, completed and removed. */
@NullMarked
package net.ringpost.server.voicemail.storage;

import org.jspecify.annotations.NullMarked;
