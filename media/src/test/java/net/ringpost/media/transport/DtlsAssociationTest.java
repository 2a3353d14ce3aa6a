// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DtlsAssociationTest {
  private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private final class Told implements DtlsAssociation.Listener {
    @Override
    public void established(SrtpKeys keys) {
      told.add("established");
    }

    @Override
    public void failed(String reason) {
      told.add(reason);
    }
  }

  @Test
  void closed_in_its_handshake_it_is_silent_at_once() throws Exception {
    var nobody = List.of(CertificateFingerprint.of(new byte[0], "sha-256"));
    DtlsAssociation association =
        new DtlsAssociation(new RemoteTransport.Security(true, nobody), sent::add, new Told());
    association.start();
    assertThat(sent.poll(20, TimeUnit.SECONDS)).isNotNull();
    association.close();
    sent.clear();
    // It would ask again three times in this time.
    assertThat(sent.poll(2, TimeUnit.SECONDS)).isNull();
    assertThat(told).isEmpty();
  }
}
