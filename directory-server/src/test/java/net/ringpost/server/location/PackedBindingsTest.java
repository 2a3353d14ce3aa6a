// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.Bindings;
import org.junit.jupiter.api.Test;

class PackedBindingsTest {
  private static final Binding PLAIN =
      new Binding(
          "sip:1000@192.0.2.1:5062",
          null,
          0,
          "a@b",
          1,
          1000,
          -5,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          Registers.udp("192.0.2.1", 5062),
          true);

  private static Binding over(Flow flow) {
    return new Binding(
        "sips:전화@[2001:db8::1];transport=tcp",
        "<urn:uuid:1>",
        3,
        "c".repeat(255),
        Integer.MAX_VALUE,
        0,
        1,
        2,
        3,
        flow,
        false);
  }

  private static InetSocketAddress six(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  @Test
  void terminals_come_back_as_they_were() throws Exception {
    Flow six =
        new Flow(TransportProtocol.TLS, six("::1", 5061), six("2001:db8::1", 65535), 1L << 40);
    Bindings all = new Bindings(List.of(PLAIN, over(six), over(PLAIN.flow())));
    assertThat(PackedBindings.unpack(new PackedBindings().pack(all))).isEqualTo(all);
    Bindings one = new Bindings(List.of(PLAIN));
    assertThat(PackedBindings.unpack(new PackedBindings().pack(one))).isEqualTo(one);
  }

  @Test
  void a_link_local_address_keeps_its_interface() throws Exception {
    InetAddress local =
        Inet6Address.getByAddress(null, six("fe80::1", 0).getAddress().getAddress(), 7);
    Flow flow =
        new Flow(
            TransportProtocol.UDP, six("fe80::2", 5060), new InetSocketAddress(local, 5060), 0);
    byte[] packed = new PackedBindings().pack(new Bindings(List.of(over(flow))));
    InetAddress back = PackedBindings.unpack(packed).all().getFirst().flow().remote().getAddress();
    assertThat(back)
        .isInstanceOfSatisfying(Inet6Address.class, a -> assertThat(a.getScopeId()).isEqualTo(7));
  }

  @Test
  void a_usual_terminal_takes_little() {
    assertThat(new PackedBindings().pack(new Bindings(List.of(PLAIN)))).hasSizeLessThan(96);
  }
}
