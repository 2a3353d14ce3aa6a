// SPDX-License-Identifier: Apache-2.0
/** Who the telephone belongs to, and how it reaches the directory server. */
@NullMarked
package net.ringpost.phone.account;

import org.jspecify.annotations.NullMarked;
