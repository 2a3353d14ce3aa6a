// SPDX-License-Identifier: Apache-2.0
/** The call history: how it is written, and the REST interface to it. */
@NullMarked
package net.ringpost.server.history;

import org.jspecify.annotations.NullMarked;
