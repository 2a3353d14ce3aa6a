// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.Database.Tables;
import net.ringpost.db.DatabaseException;
import net.ringpost.db.Databases;
import net.ringpost.db.Sql;
import net.ringpost.db.blob.BlobName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a snapshot wrote, put into an empty database, is what there was at its moment. */
class SnapshotTest {
  private static final byte[] ANY_BYTES = {0, 1, '\'', '\\', '\n', -1, -128, 127};
  private static final String CONTENT = "0123456789abcdef0123456789abcdef";
  private static final String GREETING = "00000000000000000000000000000001";
  private static final List<String> WRITTEN_TO =
      List.of("account", "call_history", "setting", "voicemail");

  private final DataFolder from = DataFolder.hold(Databases.folder("backed-up"));
  private final DataFolder to = DataFolder.hold(Databases.folder("restored"));
  private final Database source = Database.embedded(from, step -> {});
  private final Database target = Database.embedded(to, step -> {}, Tables.AS_THEY_ARE);

  @BeforeEach
  void fill() {
    Sql sql = new Sql(source.source());
    sql.update("INSERT INTO setting VALUES ('a', '한글 \uD83D\uDE00 ''quoted'' \\ back\n')");
    for (int i = 0; i < 1201; i++) {
      sql.update("INSERT INTO setting VALUES (?, ?)", "many" + i, "value " + i);
    }
    sql.update(
        "INSERT INTO account (account_key, id, number, display_name, reach, plain_media,"
            + " voicemail_after, created_at, credentials, greeting, greeting_own)"
            + " VALUES (7, 'ada', '1001', '', NULL, TRUE, 20, ?, ?, ?, FALSE)",
        Long.MAX_VALUE,
        ANY_BYTES,
        GREETING);
    sql.update(
        "INSERT INTO call_history VALUES (?, NULL, 'sip:x@y', '', 7, '1001', 'Ada', -5, NULL, 9,"
            + " 'missed', 487)",
        Arrays.copyOf(ANY_BYTES, 16));
    sql.update(
        "INSERT INTO voicemail VALUES ('m', 7, ?, 'x', 'y', 1, 2, 'audio', 3, TRUE, NULL, 8, NULL)",
        CONTENT);
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
    from.close();
    to.close();
  }

  private static Map<String, byte[]> written(Snapshot snapshot) throws IOException {
    Map<String, byte[]> tables = new LinkedHashMap<>();
    for (String table : snapshot.tables()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      snapshot.write(table, out);
      tables.put(table, out.toByteArray());
    }
    return tables;
  }

  /** Every value as the database itself writes it. */
  private static String all(Database database) {
    StringBuilder text = new StringBuilder();
    Sql sql = new Sql(database.source());
    for (String table : WRITTEN_TO) {
      List<String> columns =
          sql.list(
              "SELECT CONCAT('IFNULL(HEX(`', column_name, '`), ''-'')')"
                  + " FROM information_schema.columns WHERE table_schema = DATABASE()"
                  + " AND table_name = ? ORDER BY ordinal_position",
              row -> row.getString(1),
              table);
      String query =
          "SELECT CONCAT_WS(',', " + String.join(",", columns) + ") FROM " + table + " ORDER BY 1";
      text.append(table).append(sql.list(query, row -> row.getString(1))).append('\n');
    }
    return text.toString();
  }

  @Test
  void another_database_gets_what_there_was_at_the_moment() throws IOException {
    String then = all(source);
    Map<String, byte[]> tables;
    String version;
    try (Snapshot snapshot = Snapshot.take(source)) {
      Sql sql = new Sql(source.source());
      sql.update("DELETE FROM voicemail");
      sql.update("UPDATE account SET display_name = 'later'");
      sql.update("INSERT INTO setting VALUES ('later', 'x')");
      assertThat(snapshot.used()).isTrue();
      assertThat(snapshot.contents())
          .containsExactlyInAnyOrder(new BlobName(7, CONTENT), new BlobName(7, GREETING));
      assertThat(snapshot.count("voicemail")).isEqualTo(1);
      tables = written(snapshot);
      version = snapshot.version();
    }
    assertThat(tables.keySet()).containsAll(WRITTEN_TO).doesNotContain("flyway_schema_history");
    EmptyDatabase empty = new EmptyDatabase(target);
    empty.make(version);
    for (Map.Entry<String, byte[]> table : tables.entrySet()) {
      empty.fill(table.getKey(), new ByteArrayInputStream(table.getValue()));
    }
    empty.finish();
    assertThat(all(target)).isEqualTo(then);
    assertThat(all(source)).isNotEqualTo(then);
    assertThatThrownBy(() -> new EmptyDatabase(target))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("has tables already");
  }

  @Test
  void what_is_damaged_or_unknown_is_refused_and_can_be_undone() throws IOException {
    Map<String, byte[]> tables;
    try (Snapshot snapshot = Snapshot.take(source)) {
      tables = written(snapshot);
    }
    EmptyDatabase empty = new EmptyDatabase(target);
    assertThatThrownBy(() -> empty.make("999"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("newer");
    // An older Ringpost's tables.
    empty.make("1");
    byte[] settings = Objects.requireNonNull(tables.get("setting"));
    byte[] half = Arrays.copyOf(settings, settings.length / 2);
    assertThatThrownBy(() -> empty.fill("setting", new ByteArrayInputStream(half)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> empty.fill("nonsense", new ByteArrayInputStream(settings)))
        .hasMessageContaining("nonsense");
    assertThat(empty.fill("setting", new ByteArrayInputStream(settings))).isGreaterThan(1201);
    empty.finish();
    empty.undo();
    EmptyDatabase again = new EmptyDatabase(target);
    assertThat(again).isNotNull();
  }
}
