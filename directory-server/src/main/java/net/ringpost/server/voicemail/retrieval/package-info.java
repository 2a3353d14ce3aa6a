// SPDX-License-Identifier: Apache-2.0
/** Calls in which a member listens to messages or records a greeting. */
@NullMarked
package net.ringpost.server.voicemail.retrieval;

import org.jspecify.annotations.NullMarked;
