// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where a request comes from. */
public final class SourceAddress {
  private SourceAddress() {}

  /** The address of whoever sent it; of the visitor, where a reverse proxy is believed. */
  public static InetAddress of(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "the peer's address is no address: " + request.getRemoteAddr(), e);
    }
  }
}
