// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

/** Who has signed up, and under which number. */
record Registered(String id, String number, String displayName) {}
