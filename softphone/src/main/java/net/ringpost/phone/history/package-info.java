// SPDX-License-Identifier: Apache-2.0
/** The member's calls so far, as the server keeps them. */
@NullMarked
package net.ringpost.phone.history;

import org.jspecify.annotations.NullMarked;
