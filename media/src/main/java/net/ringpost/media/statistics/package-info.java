// SPDX-License-Identifier: Apache-2.0

/** What the network does to the packets: loss, jitter, round trip (RFC 3550), and sound levels. */
@NullMarked
package net.ringpost.media.statistics;

import org.jspecify.annotations.NullMarked;
