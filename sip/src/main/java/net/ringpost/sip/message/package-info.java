// SPDX-License-Identifier: Apache-2.0
/** SIP messages and their header values as immutable values (RFC 3261). */
@NullMarked
package net.ringpost.sip.message;

import org.jspecify.annotations.NullMarked;
