// SPDX-License-Identifier: Apache-2.0
/** Keys that lie outside the database, and what they keep. */
@NullMarked
package net.ringpost.db.secret;

import org.jspecify.annotations.NullMarked;
