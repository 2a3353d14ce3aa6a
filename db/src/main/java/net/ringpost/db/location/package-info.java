// SPDX-License-Identifier: Apache-2.0
/** Where each number's terminals are. */
@NullMarked
package net.ringpost.db.location;

import org.jspecify.annotations.NullMarked;
