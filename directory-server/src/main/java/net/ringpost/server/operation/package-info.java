// SPDX-License-Identifier: Apache-2.0
/** For operators: starting, health, metrics, import. */
@NullMarked
package net.ringpost.server.operation;

import org.jspecify.annotations.NullMarked;
