// SPDX-License-Identifier: Apache-2.0
/** Large contents, such as recorded messages, outside the database and encrypted at rest. */
@NullMarked
package net.ringpost.db.blob;

import org.jspecify.annotations.NullMarked;
