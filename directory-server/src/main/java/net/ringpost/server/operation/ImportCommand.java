// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.ringpost.db.account.AccountStore;
import net.ringpost.db.account.Creation;
import net.ringpost.server.account.CsvMembers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ringpost import}: members in bulk. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Brings members in from a CSV file: id,password,number,displayName (the last two may be"
          + " empty). The server may be running or not.",
      "Each line that is refused is told with the reason; then the exit code is 1."
    })
public final class ImportCommand implements Callable<Integer>, OptionCheck.Together {
  private static final int REPORT_EVERY = 10_000;

  @Mixin AccountOptions storage = new AccountOptions();

  @Parameters(paramLabel = "FILE.csv", description = "the file, UTF-8")
  Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  private int done;
  private int refused;

  // Before a database is set up for nothing, or the first half of a file is in.
  @Override
  public void check() {
    try {
      InputFile.checkText(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(unreadable(e), e);
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (BufferedReader source = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        Storage opened = Storage.beside(storage, out::println)) {
      read(source, opened.accounts(), out);
    } catch (IOException | UncheckedIOException e) {
      throw new StartException(unreadable(e), e);
    }
    out.printf("%,d members are in; %,d lines were refused.%n", done, refused);
    out.flush();
    return refused == 0 ? 0 : 1;
  }

  private String unreadable(Exception e) {
    Throwable cause = e.getCause() instanceof IOException inner ? inner : e;
    String before =
        done == 0 ? "" : " (%,d members before that place are in; they stay)".formatted(done);
    return "the file " + file + " cannot be read: " + InputFile.reason(cause) + before;
  }

  private void read(BufferedReader source, AccountStore accounts, PrintWriter out) {
    CsvMembers members = new CsvMembers(source, this::refuse);
    accounts.importAll(
        members,
        imported -> {
          if (imported.creation() instanceof Creation.Created) {
            done++;
            if (done % REPORT_EVERY == 0) {
              out.printf("%,d members are in …%n", done);
              out.flush();
            }
          } else {
            refuse(members.line(imported.index()), reason(imported.creation()));
          }
        });
  }

  private void refuse(long line, String why) {
    refused++;
    spec.commandLine().getErr().println("line " + line + ": " + why);
  }

  private static String reason(Creation creation) {
    return switch (creation) {
      case Creation.Taken t -> "the " + t.field() + " " + t.name() + " is taken";
      case Creation.LooksLike l ->
          "the " + l.field() + " " + l.name() + " looks like " + l.existing() + ", which is taken";
      case Creation.Unacceptable u -> "the " + u.field() + " cannot be given: " + u.reason();
      case Creation.NotInvited n -> "no invitation is needed here";
      case Creation.Created c -> throw new IllegalStateException("not refused: " + c);
    };
  }
}
