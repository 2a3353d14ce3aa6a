// SPDX-License-Identifier: Apache-2.0
/** What a proxy does with requests and their responses (RFC 3261 §16), without its policy. */
@NullMarked
package net.ringpost.sip.proxy;

import org.jspecify.annotations.NullMarked;
