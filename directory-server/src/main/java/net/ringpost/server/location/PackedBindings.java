// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.server.packed.PackReader;
import net.ringpost.server.packed.PackWriter;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.Bindings;

/**
 * A number's terminals as one array: of a million there is one object each to be kept and for the
 * garbage collector to look at, where the records are fifteen. Not for use by several threads.
 */
@SuppressWarnings("EnumOrdinal") // what is packed does not outlive the process
final class PackedBindings {
  private static final TransportProtocol[] PROTOCOLS = TransportProtocol.values();
  private static final int IPV6 = 16;

  private final PackWriter writer = new PackWriter();

  /** Packs them; there must be one at least. */
  byte[] pack(Bindings bindings) {
    writer.clear();
    for (Binding b : bindings.all()) {
      write(b);
    }
    return writer.toBytes();
  }

  private void write(Binding b) {
    writer
        .text(b.contact())
        .textOrNull(b.instance())
        .number(b.regId())
        .text(b.callId())
        .number(b.cseq())
        .number(b.q())
        .fixed(b.registeredAt())
        .fixed(b.expiresAt())
        .fixed(b.storedUntil())
        .octet(b.flow().protocol().ordinal() << 1 | (b.direct() ? 1 : 0));
    write(b.flow().local());
    write(b.flow().remote());
    writer.number(b.flow().connection());
  }

  private void write(InetSocketAddress a) {
    byte[] address = a.getAddress().getAddress();
    writer.octets(address).number(a.getPort());
    if (a.getAddress() instanceof Inet6Address six) {
      // A link-local address leads nowhere without its interface.
      writer.number(six.getScopeId());
    }
  }

  /** The terminals that were packed. */
  static Bindings unpack(byte[] packed) {
    PackReader reader = new PackReader(packed);
    Binding first = binding(reader);
    if (!reader.more()) {
      return new Bindings(List.of(first));
    }
    List<Binding> all = new ArrayList<>();
    all.add(first);
    while (reader.more()) {
      all.add(binding(reader));
    }
    return new Bindings(all);
  }

  private static Binding binding(PackReader reader) {
    String contact = reader.text();
    String instance = reader.textOrNull();
    int regId = (int) reader.number();
    String callId = reader.text();
    long cseq = reader.number();
    int q = (int) reader.number();
    long registeredAt = reader.fixed();
    long expiresAt = reader.fixed();
    long storedUntil = reader.fixed();
    int way = reader.octet();
    Flow flow = new Flow(PROTOCOLS[way >> 1], address(reader), address(reader), reader.number());
    return new Binding(
        contact,
        instance,
        regId,
        callId,
        cseq,
        q,
        registeredAt,
        expiresAt,
        storedUntil,
        flow,
        (way & 1) != 0);
  }

  private static InetSocketAddress address(PackReader reader) {
    byte[] address = reader.octets();
    int port = (int) reader.number();
    try {
      InetAddress host =
          address.length == IPV6
              ? six(address, (int) reader.number())
              : InetAddress.getByAddress(address);
      return new InetSocketAddress(host, port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + address.length + " bytes was packed", e);
    }
  }

  private static InetAddress six(byte[] address, int scope) throws UnknownHostException {
    return scope == 0
        ? InetAddress.getByAddress(address)
        : Inet6Address.getByAddress(null, address, scope);
  }
}
