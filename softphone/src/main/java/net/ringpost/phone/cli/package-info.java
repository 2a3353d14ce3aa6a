// SPDX-License-Identifier: Apache-2.0
/** The headless telephone: commands on standard input, events on standard output. */
@NullMarked
package net.ringpost.phone.cli;

import org.jspecify.annotations.NullMarked;
