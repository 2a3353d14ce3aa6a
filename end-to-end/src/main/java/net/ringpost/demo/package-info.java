// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration, and what it and the end-to-end tests share: Ringpost's programs as separate
 * processes, driven as a user drives them.
 */
@NullMarked
package net.ringpost.demo;

import org.jspecify.annotations.NullMarked;
