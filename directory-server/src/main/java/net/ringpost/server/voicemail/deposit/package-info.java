// SPDX-License-Identifier: Apache-2.0
/** Calls in which somebody leaves a message. */
@NullMarked
package net.ringpost.server.voicemail.deposit;

import org.jspecify.annotations.NullMarked;
