// SPDX-License-Identifier: Apache-2.0
/** Voice and video messages: taking, keeping, listing and telling of them. */
@NullMarked
package net.ringpost.server.voicemail;

import org.jspecify.annotations.NullMarked;
