// SPDX-License-Identifier: Apache-2.0
/**
 * Ringing: who may call whom, to which terminals a request goes, and what is written down of it.
 */
@org.jspecify.annotations.NullMarked
package net.ringpost.server.calling;
