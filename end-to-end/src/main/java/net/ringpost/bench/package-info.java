// SPDX-License-Identifier: Apache-2.0
/**
 * How many messages one core takes at the same time: a recorder and its callers, in a process each.
 * Started by {@code ./ringpost bench --only recordings}.
 */
@NullMarked
package net.ringpost.bench;

import org.jspecify.annotations.NullMarked;
