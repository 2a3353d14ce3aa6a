// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** Whose requests are not challenged and whose word is taken: gateways, border controllers. */
public final class TrustedPeers implements Predicate<InetAddress> {
  private final List<AddressBlock> networks;

  /**
   * From what the operator wrote.
   *
   * @param networks such as {@code 10.1.0.0/16}; a single address is one too
   * @throws IllegalArgumentException with a message for the operator, if one of them is no network
   */
  public TrustedPeers(List<String> networks) {
    this.networks = networks.stream().map(AddressBlock::parse).toList();
  }

  @Override
  public boolean test(InetAddress address) {
    for (AddressBlock n : networks) {
      if (n.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
