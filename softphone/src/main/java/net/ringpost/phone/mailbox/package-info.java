// SPDX-License-Identifier: Apache-2.0
/** Voice messages. */
@NullMarked
package net.ringpost.phone.mailbox;

import org.jspecify.annotations.NullMarked;
