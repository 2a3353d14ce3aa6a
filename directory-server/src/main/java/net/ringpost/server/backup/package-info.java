// SPDX-License-Identifier: Apache-2.0
/** One file with everything a server keeps: made of a server, running or not, and restored. */
@NullMarked
package net.ringpost.server.backup;

import org.jspecify.annotations.NullMarked;
