// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rows as one text, an array for each, which {@code JSON_TABLE} takes apart in the database: filled
 * into a statement one by one, parameters cost several times as much. A value is read back by its
 * place, {@code '$[0]'} and so on; a number that there is not is 0, which {@code NULLIF} makes null
 * again, since databases differ in what JSON's null becomes.
 */
public final class JsonRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();
  private static final int TYPICAL_CHARACTERS = 256;

  private final JsonGenerator out;

  private JsonRows(JsonGenerator out) {
    this.out = out;
  }

  /**
   * The text.
   *
   * @param values puts a row's values into the text, in the order of their places
   */
  public static <T> String of(List<T> rows, BiConsumer<T, JsonRows> values) {
    StringWriter text = new StringWriter(rows.size() * TYPICAL_CHARACTERS);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonRows row = new JsonRows(out);
      out.writeStartArray();
      for (T each : rows) {
        out.writeStartArray();
        values.accept(each, row);
        out.writeEndArray();
      }
      out.writeEndArray();
    }
    return text.toString();
  }

  /** The next value is a text. */
  public JsonRows text(String value) {
    out.writeString(value);
    return this;
  }

  /** The next value is a number. */
  public JsonRows number(long value) {
    out.writeNumber(value);
    return this;
  }

  /** The next value is a number that may be missing; then it is 0. */
  public JsonRows numberOrZero(@Nullable Long value) {
    return number(value == null ? 0 : value);
  }

  /** The next value is the 16 bytes of a key, as {@link Sql#bytes} has them: for UNHEX. */
  public JsonRows key(UUID value) {
    return text(
        HEX.toHexDigits(value.getMostSignificantBits())
            + HEX.toHexDigits(value.getLeastSignificantBits()));
  }
}
