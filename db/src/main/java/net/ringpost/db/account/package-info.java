// SPDX-License-Identifier: Apache-2.0
/** People: their names, numbers and credentials. */
@NullMarked
package net.ringpost.db.account;

import org.jspecify.annotations.NullMarked;
