// SPDX-License-Identifier: Apache-2.0
/** Voice and video messages: what is known of them; their contents lie elsewhere. */
@NullMarked
package net.ringpost.db.voicemail;

import org.jspecify.annotations.NullMarked;
