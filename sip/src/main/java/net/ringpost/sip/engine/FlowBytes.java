// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.TransportProtocol;

/** Flows as bytes, to be kept for a while. Our own ends are few, and go by number. */
final class FlowBytes {
  private record End(TransportProtocol protocol, InetSocketAddress address) {}

  private static final int HEAD = 3 * Integer.BYTES + Long.BYTES;

  private final List<End> ends = new ArrayList<>();

  /**
   * The number of our end and of the connection, port and address of the other, and the scope of a
   * link-local one.
   */
  byte[] pack(Flow flow) {
    byte[] address = flow.remote().getAddress().getAddress();
    ByteBuffer out = ByteBuffer.allocate(HEAD + address.length);
    out.putInt(number(new End(flow.protocol(), flow.local()))).putLong(flow.connection());
    out.putInt(flow.remote().getPort());
    out.putInt(flow.remote().getAddress() instanceof Inet6Address six ? six.getScopeId() : 0);
    return out.put(address).array();
  }

  private int number(End end) {
    int known = ends.indexOf(end);
    if (known < 0) {
      ends.add(end);
      return ends.size() - 1;
    }
    return known;
  }

  /** The flow that was packed. */
  Flow unpack(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    End end = ends.get(in.getInt());
    long connection = in.getLong();
    int port = in.getInt();
    int scope = in.getInt();
    byte[] address = new byte[in.remaining()];
    in.get(address);
    InetSocketAddress remote = new InetSocketAddress(address(address, scope), port);
    return new Flow(end.protocol(), end.address(), remote, connection);
  }

  private static InetAddress address(byte[] bytes, int scope) {
    try {
      return scope == 0
          ? InetAddress.getByAddress(bytes)
          : Inet6Address.getByAddress(null, bytes, scope);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("not an address's length: " + bytes.length, e);
    }
  }
}
