// SPDX-License-Identifier: Apache-2.0

/** One call's media: offer, answer, running, changed, ended. */
@NullMarked
package net.ringpost.media.session;

import org.jspecify.annotations.NullMarked;
