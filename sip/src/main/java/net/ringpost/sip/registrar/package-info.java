// SPDX-License-Identifier: Apache-2.0
/** What a registrar decides (RFC 3261 §10.3, RFC 5626 §6), without its storage. */
@NullMarked
package net.ringpost.sip.registrar;

import org.jspecify.annotations.NullMarked;
