// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to messages and back: parser, strict check, stream framing, writer. None of them throws on
 * bad input; the outcome says what to answer, if anything.
 */
@NullMarked
package net.ringpost.sip.parse;

import org.jspecify.annotations.NullMarked;
