// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Random;
import java.util.UUID;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;

@SuppressWarnings("AddressSelection") // only literals
class FlowTokensTest {
  private static final byte[] KEY =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 5060);
  private static final Flow UDP =
      new Flow(TransportProtocol.UDP, LOCAL, new InetSocketAddress("2001:db8::7", 65000), 0);
  private static final Flow TCP =
      new Flow(TransportProtocol.TCP, LOCAL, new InetSocketAddress("192.0.2.7", 40000), 17);

  private static final UUID CALL = new UUID(7, 77);

  private final FlowTokens tokens = new FlowTokens(KEY, 1);

  @Test
  void token_gives_back_the_flow() {
    assertThat(tokens.read(tokens.make(UDP, 5, CALL)))
        .isEqualTo(new FlowTokens.Target(UDP, 5, CALL, true));
    assertThat(tokens.read(tokens.make(TCP, 0, CALL)))
        .isEqualTo(new FlowTokens.Target(TCP, 0, CALL, true));
  }

  @Test
  void token_fits_into_a_user_part() {
    assertThat(tokens.make(UDP, Long.MAX_VALUE, CALL)).matches("[A-Za-z0-9_-]{10,150}");
  }

  @Test
  void restart_ends_connections_but_not_addresses() {
    FlowTokens later = new FlowTokens(KEY, 2);
    assertThat(later.read(tokens.make(UDP, 5, CALL)))
        .isEqualTo(new FlowTokens.Target(UDP, 5, CALL, true));
    assertThat(later.read(tokens.make(TCP, 5, CALL)))
        .isEqualTo(new FlowTokens.Target(TCP, 5, CALL, false));
  }

  @Test
  void forged_token_is_none() {
    String good = tokens.make(UDP, 5, CALL);
    for (int i = 0; i < good.length() - 1; i++) {
      char other = good.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.read(good.substring(0, i) + other + good.substring(i + 1))).isNull();
    }
    for (int cut = 0; cut < good.length(); cut++) {
      assertThat(tokens.read(good.substring(cut + 1))).isNull();
    }
    byte[] otherKey = KEY.clone();
    otherKey[0]++;
    assertThat(new FlowTokens(otherKey, 1).read(good)).isNull();
  }

  @Test
  void anything_can_be_read() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      StringBuilder sb = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        sb.append((char) (32 + random.nextInt(300)));
      }
      assertThat(tokens.read(sb.toString())).isNull();
    }
  }
}
