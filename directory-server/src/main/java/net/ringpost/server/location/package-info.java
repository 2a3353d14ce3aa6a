// SPDX-License-Identifier: Apache-2.0
/** Where each number is now: the registrar (RFC 3261 §10) and what it knows. */
@org.jspecify.annotations.NullMarked
package net.ringpost.server.location;
