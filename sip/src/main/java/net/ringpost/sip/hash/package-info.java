// SPDX-License-Identifier: Apache-2.0
/** Hashes. Every package may use this one; it knows no other. */
@NullMarked
package net.ringpost.sip.hash;

import org.jspecify.annotations.NullMarked;
