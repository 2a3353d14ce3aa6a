// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of parser and framer; the torture vectors are the seeds. As ordinary
 * tests only the seeds run. To fuzz: {@code JAZZER_FUZZ=1 mvn -pl sip test
 * -Dtest=ParserFuzzTest#datagram_has_an_outcome} (one method a run).
 */
class ParserFuzzTest {
  static Stream<byte[]> seeds() {
    return Vectors.names().stream().map(Vectors::bytes);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void datagram_has_an_outcome(byte[] bytes) {
    if (bytes != null) {
      ParserProperties.datagram(bytes);
    }
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void stream_comes_out_the_same_in_any_pieces(byte[] bytes) {
    if (bytes != null) {
      ParserProperties.stream(bytes);
    }
  }
}
