// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Objects;

/**
 * The network of its own that {@code src/test/namespace/bin/java} makes for these tests: the
 * loopback and one device with an address, because baresip takes no loopback address for its media.
 * Nothing sent there can leave this machine.
 */
final class TalkNetwork {
  private static final String DEVICE = "talk0";

  private TalkNetwork() {}

  /** The name of the device. */
  static String device() {
    return DEVICE;
  }

  /** The device's address; where the namespace could not be made, see {@link Tools#need}. */
  static String address() {
    try {
      NetworkInterface device = NetworkInterface.getByName(DEVICE);
      Tools.need(
          device != null, "no network namespace could be made here (unshare -rnm is refused)");
      String address =
          Objects.requireNonNull(device)
              .inetAddresses()
              .filter(a -> a.getAddress().length == 4)
              .map(InetAddress::getHostAddress)
              .findFirst()
              .orElse("");
      assertThat(address).as("the address of " + DEVICE).isNotEmpty();
      return address;
    } catch (SocketException e) {
      throw new AssertionError(e);
    }
  }
}
