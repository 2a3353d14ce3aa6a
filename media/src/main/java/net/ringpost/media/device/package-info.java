// SPDX-License-Identifier: Apache-2.0

/** Where sound comes from and goes to: files, test tones, silence. */
@NullMarked
package net.ringpost.media.device;

import org.jspecify.annotations.NullMarked;
