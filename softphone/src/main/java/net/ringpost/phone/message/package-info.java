// SPDX-License-Identifier: Apache-2.0
/** Voice messages. */
@NullMarked
package net.ringpost.phone.message;

import org.jspecify.annotations.NullMarked;
