// SPDX-License-Identifier: Apache-2.0
/** The database that comes with Ringpost: MariaDB as a child process, on loopback only. */
@NullMarked
package net.ringpost.db.embedded;

import org.jspecify.annotations.NullMarked;
