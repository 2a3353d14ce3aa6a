// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.util.List;
import java.util.function.Consumer;
import net.ringpost.sip.registrar.Binding;
import org.jspecify.annotations.Nullable;

/** Where bindings outlive the process. Its methods block: never called on the signalling loop. */
public interface BindingStorage {
  /**
   * One terminal as it is to be stored or removed.
   *
   * @param key which terminal, unique within the account
   * @param binding what to store, or null to remove it
   */
  record Entry(long account, String key, @Nullable Binding binding) {
    static Entry put(long account, Binding b) {
      return new Entry(account, keyOf(b), b);
    }

    static Entry remove(long account, Binding b) {
      return new Entry(account, keyOf(b), null);
    }

    /** By instance and flow if it names its instance, else by contact. */
    static String keyOf(Binding b) {
      if (b.instance() == null) {
        return b.contact();
      }
      return b.instance().toLowerCase(java.util.Locale.ROOT) + "#" + b.regId();
    }
  }

  /**
   * Stores all of it, or nothing.
   *
   * @param now the {@code System.nanoTime()} to which the entries' times are compared with the wall
   *     clock
   * @throws RuntimeException if it cannot be known to be stored
   */
  void write(List<Entry> entries, long now);

  /**
   * Tells everything that is stored and may not have ended: each binding lasts as long as a refresh
   * can have been granted for that need not have been stored, at most until its {@link
   * Binding#storedUntil()}.
   *
   * @throws RuntimeException if it cannot be read to its end
   */
  void load(long now, Consumer<Entry> told);
}
