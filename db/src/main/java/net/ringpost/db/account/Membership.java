// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import org.jspecify.annotations.Nullable;

/**
 * A member as the operator sees it.
 *
 * @param account the member
 * @param disabledAt since when the member is shut out, in milliseconds since 1970; null if not
 * @param terminals how many are on record, some of which may be over
 * @param messages how many the member has, deleted ones not counted
 */
public record Membership(
    Account account, @Nullable Long disabledAt, long terminals, long messages) {}
