// SPDX-License-Identifier: Apache-2.0
/** What calls to the voice mail have in common. */
@NullMarked
package net.ringpost.server.voicemail.call;

import org.jspecify.annotations.NullMarked;
