// SPDX-License-Identifier: Apache-2.0
/**
 * How long single things take, in nanoseconds: JMH benchmarks, run by {@code ./ringpost bench
 * --only jmh}.
 */
@NullMarked
package net.ringpost.benchmark;

import org.jspecify.annotations.NullMarked;
