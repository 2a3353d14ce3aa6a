// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {
  @Test
  void a_table_behaves_like_a_map_whatever_is_done_to_it() {
    LongTable table = new LongTable();
    Map<Long, byte[]> map = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 400_000; i++) {
      // Few enough that most are put, found and removed several times, many enough to grow.
      long key = random.nextInt(60_000) - 30_000L;
      if (random.nextInt(3) == 0) {
        table.remove(key);
        map.remove(key);
      } else {
        byte[] value = new byte[1 + i % 2];
        value[0] = (byte) i;
        table.write(key, value.clone());
        map.put(key, value);
      }
    }
    for (long key = -30_000; key < 30_000; key++) {
      assertThat(table.get(key)).isEqualTo(map.get(key));
    }
  }

  @Test
  void keys_that_are_alike_do_not_crowd() {
    LongTable table = new LongTable();
    for (int shift = 0; shift < 56; shift += 8) {
      for (long i = 1; i <= 10_000; i++) {
        table.put(i << shift, new byte[] {(byte) shift});
      }
    }
    assertThat(table.get(10_000L << 48)).containsExactly(48);
    assertThat(table.get(10_001L << 48)).isNull();
  }

  @Test
  void a_table_with_a_limit_forgets_rather_than_grow() {
    LongTable table = new LongTable(10_000);
    for (long key = 0; key < 100_000; key++) {
      table.put(key, new byte[0]);
      assertThat(table.get(key)).isNotNull();
    }
    int kept = 0;
    for (long key = 0; key < 100_000; key++) {
      kept += table.get(key) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(1_000, 10_000);
  }

  @Test
  void what_was_given_out_does_not_change() {
    LongTable table = new LongTable();
    table.put(1, new byte[] {1});
    byte[] taken = table.get(1);
    table.write(1, new byte[] {2});
    assertThat(taken).containsExactly(1);
    assertThat(table.get(1)).containsExactly(2);
  }

  @Test
  void nothing_is_there_after_clearing() {
    LongTable table = new LongTable();
    table.put(1, new byte[0]);
    table.clear();
    assertThat(table.get(1)).isNull();
    table.put(1, new byte[0]);
    assertThat(table.get(1)).isNotNull();
  }
}
