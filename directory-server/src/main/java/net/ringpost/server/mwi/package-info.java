// SPDX-License-Identifier: Apache-2.0
/** Message waiting (RFC 3842): subscriptions to it, and who is told. */
@NullMarked
package net.ringpost.server.mwi;

import org.jspecify.annotations.NullMarked;
