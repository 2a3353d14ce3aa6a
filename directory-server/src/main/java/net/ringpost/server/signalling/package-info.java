// SPDX-License-Identifier: Apache-2.0
/** SIP's front overloadFilter: who may do what, and which feature a request is for. */
@org.jspecify.annotations.NullMarked
package net.ringpost.server.signalling;
