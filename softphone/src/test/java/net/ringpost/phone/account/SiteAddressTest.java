// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteAddressTest {
  private static SiteAddress at(@Nullable String given, String host, TransportProtocol protocol) {
    return new SiteAddress(
        given == null ? null : URI.create(given),
        new ServerAddress(host, 5060, protocol),
        "example.org");
  }

  private static SiteAddress at(String host) {
    return at(null, host, TransportProtocol.UDP);
  }

  @Test
  void what_the_person_says_counts_most() {
    SiteAddress site = at("https://a.example/", "b.example", TransportProtocol.TLS);
    site.told("https://b.example/");
    assertThat(site.get()).hasToString("https://a.example/");
  }

  @Test
  void server_tells_where_its_site_is() {
    SiteAddress here = at("127.0.0.1");
    here.told("http://127.0.0.1:45123/");
    assertThat(here.get()).hasToString("http://127.0.0.1:45123/");
    SiteAddress domain = at("192.0.2.1");
    domain.told("https://example.org/");
    domain.told("");
    assertThat(domain.get()).hasToString("https://example.org/");
    SiteAddress six = at("::1");
    six.told("http://[::1]:81/");
    assertThat(six.get()).hasToString("http://[::1]:81/");
  }

  @Test
  void another_machine_is_believed_over_tls_only() {
    SiteAddress open = at("sip.example.org");
    open.told("https://thief.example/");
    assertThat(open.get()).hasToString("https://sip.example.org/");
    SiteAddress closed = at(null, "sip.example.org", TransportProtocol.TLS);
    closed.told("https://www.example.org/");
    assertThat(closed.get()).hasToString("https://www.example.org/");
  }

  @Test
  void usual_places_are_tried_where_nothing_was_told() {
    assertThat(at("localhost").get()).hasToString("http://localhost:8080/");
    assertThat(at("::1").get()).hasToString("http://[::1]:8080/");
    SiteAddress far = at("Example.com");
    far.told("no address at all");
    assertThat(far.get()).hasToString("https://example.com/");
  }
}
