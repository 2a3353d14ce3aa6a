// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

/** One whom the location service knows (RFC 3261 §6, "address-of-record"). */
public interface AddressOfRecord {
  /** The key of its account, never 0. */
  long account();
}
