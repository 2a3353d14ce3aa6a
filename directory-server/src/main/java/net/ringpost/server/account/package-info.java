// SPDX-License-Identifier: Apache-2.0
/** People: who is a member, signing up, one's own account. */
@NullMarked
package net.ringpost.server.account;

import org.jspecify.annotations.NullMarked;
