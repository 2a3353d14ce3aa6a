// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.StoreUnavailableException;

/** An embedded database for all tests of messages. */
public final class TestDatabase {
  private TestDatabase() {}

  public static Database get() {
    return Holder.DATABASE;
  }

  private static final class Holder {
    static final Database DATABASE = start();

    private static Database start() {
      try {
        Path parent = Files.createDirectories(Path.of("target", "databases"));
        Path folder = Files.createTempDirectory(parent, "messages");
        Database database = Database.embedded(DataFolder.hold(folder), step -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        return database;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The same, but that each call is preceded by {@code before}, which may throw. */
  static <T> T watched(Class<T> type, T real, Runnable before) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              before.run();
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    return type.cast(proxy);
  }

  /** The same, away while {@code away} says so. */
  public static <T> T sometimesAway(Class<T> type, T real, BooleanSupplier away) {
    return watched(
        type,
        real,
        () -> {
          if (away.getAsBoolean()) {
            throw new StoreUnavailableException(new IOException("unplugged"));
          }
        });
  }
}
