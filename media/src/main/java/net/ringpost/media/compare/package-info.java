// SPDX-License-Identifier: Apache-2.0

/** Judges whether what was heard is what was said: used by the demonstration and by tests. */
@NullMarked
package net.ringpost.media.compare;

import org.jspecify.annotations.NullMarked;
