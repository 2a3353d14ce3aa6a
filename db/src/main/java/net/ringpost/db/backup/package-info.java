// SPDX-License-Identifier: Apache-2.0
/** What a database holds, as a whole: read as one moment saw it, and put into an empty one. */
@NullMarked
package net.ringpost.db.backup;

import org.jspecify.annotations.NullMarked;
