// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose word is taken for whom a request comes from. 10.0.0.1 and 10.0.0.2 are our proxies. */
class ForwardedClientTest {
  private static final Set<String> OURS = Set.of("10.0.0.1", "10.0.0.2");

  private static boolean isProxy(InetAddress address) {
    return OURS.contains(address.getHostAddress());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The rightmost that is none of ours, whatever a client wrote before it.
        "192.0.2.7                                | 192.0.2.7",
        "198.51.100.1, 192.0.2.7                  | 192.0.2.7",
        "198.51.100.1, 192.0.2.7, 10.0.0.2        | 192.0.2.7",
        "192.0.2.7,10.0.0.2,10.0.0.2              | 192.0.2.7",
        "10.0.0.2                                 | 10.0.0.2",
        "192.0.2.7:4711                           | 192.0.2.7",
        "2001:db8::7                              | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]                            | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:4711                       | 2001:db8:0:0:0:0:0:7",
        // What is no address ends it: nothing to the left of it is believed.
        "192.0.2.7, unknown                       | 10.0.0.1",
        "192.0.2.7, evil.example, 10.0.0.2        | 10.0.0.2",
        "192.0.2.7,                               | 10.0.0.1",
        "999.1.1.1                                | 10.0.0.1",
        "                                         | 10.0.0.1",
      })
  void x_forwarded_for_names_the_nearest_client_that_is_no_proxy_of_ours(
      String header, String client) throws Exception {
    List<String> lines = header == null ? List.of() : List.of(header);
    assertThat(origin("10.0.0.1", List.of(), lines, List.of(), List.of()).address())
        .isEqualTo(InetAddress.getByName(client));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        // RFC 7239 §4: the RFC's own examples.
        "for=192.0.2.43                                             | 192.0.2.43",
        "For=\"[2001:db8:cafe::17]:4711\"                           | 2001:db8:cafe::17",
        "for=192.0.2.60;proto=http;by=203.0.113.43                  | 192.0.2.60",
        "for=198.51.100.17, for=192.0.2.43                          | 192.0.2.43",
        "FOR = 192.0.2.43                                           | 10.0.0.1",
        "for=\"_gazonk\"                                            | 10.0.0.1",
        "for=192.0.2.43, for=unknown                                | 10.0.0.1",
        "for=\"192.0.2.43:_secret\";by=10.0.0.1                     | 192.0.2.43",
        "for=192.0.2.43 ; proto=https ,  for=10.0.0.2 ; proto=http  | 192.0.2.43",
        "for=\"192.0\\.2.43\"                                       | 192.0.2.43",
        // A client's unfinished quotation swallows what the proxy added: then nobody is believed.
        "for=\"192.0.2.43, for=198.51.100.17                        | 10.0.0.1",
        "for=192.0.2.43;for=198.51.100.17                           | 10.0.0.1",
        "for                                                        | 10.0.0.1",
      })
  void forwarded_is_read_as_rfc_7239_has_it(String header, String client) throws Exception {
    assertThat(origin("10.0.0.1", List.of(header), List.of(), List.of(), List.of()).address())
        .isEqualTo(InetAddress.getByName(client));
  }

  @Test
  void lines_of_one_header_are_one_list() throws Exception {
    assertThat(
            origin(
                    "10.0.0.1",
                    List.of(),
                    List.of("198.51.100.1", "192.0.2.7", "10.0.0.2"),
                    List.of(),
                    List.of())
                .address())
        .isEqualTo(InetAddress.getByName("192.0.2.7"));
    assertThat(
            origin(
                    "10.0.0.1",
                    List.of("for=\"broken", "for=192.0.2.7"),
                    List.of(),
                    List.of(),
                    List.of())
                .address())
        .as("only what comes after the broken line is believed")
        .isEqualTo(InetAddress.getByName("192.0.2.7"));
  }

  @Test
  void whom_nobody_trusts_is_not_believed() throws Exception {
    ForwardedClient o =
        origin(
            "192.0.2.99",
            List.of("for=192.0.2.43;proto=https;host=bank.example"),
            List.of("192.0.2.7"),
            List.of("https"),
            List.of("bank.example"));
    assertThat(o).isEqualTo(new ForwardedClient(InetAddress.getByName("192.0.2.99"), null, null));
  }

  @Test
  void scheme_and_host_are_those_that_the_client_used() throws Exception {
    ForwardedClient one =
        origin(
            "10.0.0.1",
            List.of(
                "for=192.0.2.7;proto=HTTPS;host=\"ring.example:8443\", for=10.0.0.2;proto=http"),
            List.of(),
            List.of(),
            List.of());
    assertThat(one.scheme()).isEqualTo("https");
    assertThat(one.host()).isEqualTo("ring.example:8443");
    ForwardedClient added =
        origin(
            "10.0.0.1",
            List.of(),
            List.of("192.0.2.7, 10.0.0.2"),
            List.of("https, http"),
            List.of("ring.example, inner.example"));
    assertThat(added.scheme()).isEqualTo("https");
    assertThat(added.host()).isEqualTo("ring.example");
    ForwardedClient replaced =
        origin(
            "10.0.0.1",
            List.of(),
            List.of("198.51.100.1, 192.0.2.7"),
            List.of("https"),
            List.of("ring.example"));
    assertThat(replaced.scheme()).isEqualTo("https");
    assertThat(replaced.host()).isEqualTo("ring.example");
    ForwardedClient wrong =
        origin(
            "10.0.0.1",
            List.of("for=192.0.2.7;proto=gopher;host=\"a<b>/\""),
            List.of(),
            List.of(),
            List.of());
    assertThat(wrong.scheme()).isNull();
    assertThat(wrong.host()).isNull();
  }

  @Test
  void where_the_two_headers_contradict_each_other_neither_is_believed() throws Exception {
    assertThat(
            origin(
                    "10.0.0.1",
                    List.of("for=198.51.100.1"),
                    List.of("192.0.2.7"),
                    List.of("https"),
                    List.of())
                .address())
        .isEqualTo(InetAddress.getByName("10.0.0.1"));
    ForwardedClient agreed =
        origin(
            "10.0.0.1",
            List.of("for=192.0.2.7"),
            List.of("198.51.100.1, 192.0.2.7"),
            List.of("https"),
            List.of());
    assertThat(agreed.address()).isEqualTo(InetAddress.getByName("192.0.2.7"));
    assertThat(agreed.scheme()).isEqualTo("https");
  }

  private static ForwardedClient origin(
      String peer,
      List<String> forwarded,
      List<String> addresses,
      List<String> schemes,
      List<String> hosts)
      throws Exception {
    return ForwardedClient.of(
        InetAddress.getByName(peer),
        ForwardedClientTest::isProxy,
        new ForwardedClient.Headers(forwarded, addresses, schemes, hosts));
  }
}
