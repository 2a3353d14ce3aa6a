// SPDX-License-Identifier: Apache-2.0
/** The call history. */
@NullMarked
package net.ringpost.db.calling;

import org.jspecify.annotations.NullMarked;
