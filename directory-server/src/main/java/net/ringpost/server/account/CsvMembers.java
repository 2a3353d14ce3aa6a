// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.NewAccount;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a CSV file (RFC 4180, UTF-8) as people who are to be members: {@code
 * id,password,number,displayName}, the last two of which may be empty or missing. A first line with
 * those names is skipped. Lines that can be nobody are refused on the way. Those who ask for no
 * number come last, so that none of them is given one that a later line asks for.
 */
public final class CsvMembers implements Iterator<NewAccount> {
  private static final int MOST_COLUMNS = 4;

  private final Iterator<CSVRecord> records;
  private final CSVParser parser;
  private final BiConsumer<Long, String> refused;

  /** The line in which each account stands. */
  private final List<Long> lines = new ArrayList<>();

  private record Waiting(NewAccount account, long line) {}

  private final Queue<Waiting> withoutNumber = new ArrayDeque<>();

  private @Nullable NewAccount next;
  private boolean readable = true;

  /**
   * @param refused told the line, from 1 on, and why
   * @throws UncheckedIOException if it cannot be read
   */
  public CsvMembers(Reader source, BiConsumer<Long, String> refused) {
    this.refused = refused;
    try {
      parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get().parse(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records = parser.iterator();
  }

  /** The line of the account that was given as the {@code index}th, from 0 on. */
  public long line(int index) {
    return lines.get(index);
  }

  @Override
  public boolean hasNext() {
    while (next == null && readable && anotherRecord()) {
      long end = parser.getCurrentLineNumber();
      CSVRecord r = records.next();
      long line = end - r.stream().mapToLong(v -> v.chars().filter(c -> c == '\n').count()).sum();
      NewAccount account = account(r, line);
      if (account != null && account.number().isEmpty()) {
        withoutNumber.add(new Waiting(account, line));
      } else if (account != null) {
        give(account, line);
      }
    }
    if (next == null && !withoutNumber.isEmpty()) {
      Waiting first = withoutNumber.remove();
      give(first.account(), first.line());
    }
    return next != null;
  }

  private boolean anotherRecord() {
    long begin = parser.getCurrentLineNumber() + 1;
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CSVException)) {
        throw e;
      }
      // Where a quotation ends nobody knows, so neither where the next line begins.
      readable = false;
      refused.accept(
          begin,
          "a quotation mark is missing or too many; nothing was read from this line on: correct it"
              + " and import again");
      return false;
    }
  }

  private void give(NewAccount account, long line) {
    next = account;
    lines.add(line);
  }

  @Override
  public NewAccount next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    NewAccount account = next;
    next = null;
    return account;
  }

  private @Nullable NewAccount account(CSVRecord r, long line) {
    if (line == 1
        && column(r, 0).equalsIgnoreCase("id")
        && column(r, 1).equalsIgnoreCase("password")) {
      return null;
    }
    if (r.size() > MOST_COLUMNS) {
      refused.accept(line, "it has " + r.size() + " columns, not id,password,number,displayName");
    } else if (column(r, 0).isEmpty()) {
      refused.accept(line, "the ID is missing");
    } else if (r.size() < 2 || r.get(1).isEmpty()) {
      refused.accept(line, "the password is missing");
    } else {
      NewAccount account = new NewAccount(column(r, 0), r.get(1), column(r, 2), column(r, 3));
      Optional<Creation.Unacceptable> objection = SignUpRules.objection(account);
      if (objection.isEmpty()) {
        return account;
      }
      String field = objection.get().field();
      refused.accept(line, "the " + field + " cannot be given: " + objection.get().reason());
    }
    return null;
  }

  private static String column(CSVRecord r, int index) {
    String text = index < r.size() ? r.get(index) : "";
    return index == 0 && text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
  }
}
