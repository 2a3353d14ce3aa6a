// SPDX-License-Identifier: Apache-2.0
/** Who may call whom, and how a member is reached: what the proxy core asks of members. */
@NullMarked
package net.ringpost.server.routing;

import org.jspecify.annotations.NullMarked;
