// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/** An account with what its password is checked against. */
public record Member(Account account, Credentials credentials) {}
