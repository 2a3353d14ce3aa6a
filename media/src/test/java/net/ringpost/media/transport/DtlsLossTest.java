// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handshake comes to its end whatever the network loses of it. */
class DtlsLossTest {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;
  private static final int CERTIFICATE_VERIFY = 15;
  private static final List<String> BOTH = List.of("client: established", "server: established");

  private static boolean isCertificateVerify(byte[] record) {
    return record[0] == HANDSHAKE && record[4] == 0 && record[13] == CERTIFICATE_VERIFY;
  }

  /** Each record travels alone; the first that fits is lost. */
  private static DtlsPair.Way losing(Predicate<byte[]> unlucky) {
    AtomicBoolean lost = new AtomicBoolean();
    return (toServer, datagram, arrive) -> {
      for (byte[] record : DtlsPair.records(datagram)) {
        if (!unlucky.test(record) || lost.getAndSet(true)) {
          arrive.accept(record);
        }
      }
    };
  }

  @Test
  void certificate_verify_lost_before_a_change_cipher_spec_that_comes() throws Exception {
    try (DtlsPair pair = new DtlsPair(losing(DtlsLossTest::isCertificateVerify))) {
      assertThat(pair.shake()).isEqualTo(BOTH);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void any_one_record_lost(int number) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    try (DtlsPair pair = new DtlsPair(losing(r -> seen.getAndIncrement() == number))) {
      assertThat(pair.shake()).isEqualTo(BOTH);
      assertThat(seen).hasValueGreaterThan(number);
    }
  }

  @Test
  void each_flight_arriving_last_record_first() throws Exception {
    DtlsPair.Way backwards =
        (toServer, datagram, arrive) -> DtlsPair.records(datagram).reversed().forEach(arrive);
    try (DtlsPair pair = new DtlsPair(backwards)) {
      assertThat(pair.shake()).isEqualTo(BOTH);
    }
  }

  @Test
  void a_change_cipher_spec_that_comes_before_the_key_exchange() throws Exception {
    AtomicBoolean moved = new AtomicBoolean();
    DtlsPair.Way early =
        (toServer, datagram, arrive) -> {
          List<byte[]> records = new ArrayList<>(DtlsPair.records(datagram));
          records.sort(
              (a, b) -> Boolean.compare(b[0] == CHANGE_CIPHER_SPEC, a[0] == CHANGE_CIPHER_SPEC));
          if (toServer && records.getFirst()[0] == CHANGE_CIPHER_SPEC) {
            moved.set(true);
          }
          records.forEach(arrive);
        };
    try (DtlsPair pair = new DtlsPair(early)) {
      assertThat(pair.shake()).isEqualTo(BOTH);
      assertThat(moved).isTrue();
    }
  }

  @Test
  void a_flight_travels_in_one_datagram() throws Exception {
    List<Boolean> sent = Collections.synchronizedList(new ArrayList<>());
    DtlsPair.Way counting =
        (toServer, datagram, arrive) -> {
          sent.add(toServer);
          arrive.accept(datagram);
        };
    try (DtlsPair pair = new DtlsPair(counting)) {
      assertThat(pair.shake()).isEqualTo(BOTH);
      assertThat(List.copyOf(sent)).startsWith(true, false);
      assertThat(sent).hasSizeLessThan(13);
    }
  }

  /** What the library repeats is never what it sent before. */
  @Test
  void first_copy_of_each_datagram_lost() throws Exception {
    Set<ByteBuffer> seen = ConcurrentHashMap.newKeySet();
    DtlsPair.Way second =
        (toServer, datagram, arrive) -> {
          if (!seen.add(ByteBuffer.wrap(datagram))) {
            arrive.accept(datagram);
          }
        };
    try (DtlsPair pair = new DtlsPair(second)) {
      assertThat(pair.shake()).isEqualTo(BOTH);
    }
  }

  @Test
  void one_packet_in_ten_lost_and_many_out_of_order() {
    ManyHandshakes.assertQuick(ManyHandshakes.succeed("ours with ours", 60, DtlsLossTest::shaken));
  }

  private static long shaken(int seed) throws InterruptedException {
    long begun = System.nanoTime();
    BadNetwork bad = new BadNetwork(seed);
    try (DtlsPair pair =
        new DtlsPair((toServer, datagram, arrive) -> bad.carry(datagram, arrive))) {
      assertThat(pair.shake()).as("handshake %d", seed).isEqualTo(BOTH);
      return pair.established() - begun;
    }
  }
}
