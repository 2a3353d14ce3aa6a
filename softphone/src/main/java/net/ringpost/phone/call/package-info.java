// SPDX-License-Identifier: Apache-2.0
/** The telephone itself: its line to the directory server and its calls, each with its media. */
@NullMarked
package net.ringpost.phone.call;

import org.jspecify.annotations.NullMarked;
