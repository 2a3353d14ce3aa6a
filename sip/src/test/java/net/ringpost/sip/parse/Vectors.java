// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The torture test messages of RFC 4475 and RFC 5118. */
public final class Vectors {
  private Vectors() {}

  /** All names, such as {@code rfc4475/wsinv}. */
  public static List<String> names() {
    return Stream.of("rfc4475", "rfc5118").flatMap(rfc -> in(rfc).stream()).toList();
  }

  /** The names of one RFC's messages. */
  public static List<String> in(String rfc) {
    URL dir = Objects.requireNonNull(Vectors.class.getResource("/net/ringpost/sip/vectors/" + rfc));
    try (Stream<Path> files = Files.list(Path.of(dir.toURI()))) {
      return files
          .map(p -> String.valueOf(p.getFileName()))
          .filter(n -> n.endsWith(".dat"))
          .map(n -> rfc + "/" + n.replace(".dat", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of one message. */
  public static byte[] bytes(String name) {
    String path = "/net/ringpost/sip/vectors/" + name + ".dat";
    try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
