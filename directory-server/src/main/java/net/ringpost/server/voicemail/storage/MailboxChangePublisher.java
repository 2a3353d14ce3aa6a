// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.ringpost.db.StoreException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.db.voicemail.VoicemailStore;
import net.ringpost.server.mwi.MailboxChanged;

/** Tells of changed mailboxes, so that what is told last of a mailbox is how it is. */
final class MailboxChangePublisher {
  private static final int STRIPES = 64;

  private final VoicemailStore store;
  private final Executor later;
  private final List<Consumer<MailboxChanged>> listeners = new CopyOnWriteArrayList<>();
  private final Object[] stripes = new Object[STRIPES];

  /**
   * @param later does something a while later
   */
  MailboxChangePublisher(VoicemailStore store, Executor later) {
    this.store = store;
    this.later = later;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  void listen(Consumer<MailboxChanged> listener) {
    listeners.add(listener);
  }

  void changed(long account) {
    if (listeners.isEmpty()) {
      return;
    }
    // Whoever counts last tells last.
    synchronized (stripes[(int) (account % STRIPES)]) {
      try {
        MailboxCount count = store.count(account);
        tell(new MailboxChanged(account, count.newCount(), count.oldCount()));
      } catch (StoreUnavailableException | StoreException away) {
        later.execute(() -> changed(account));
      }
    }
  }

  private void tell(MailboxChanged change) {
    for (Consumer<MailboxChanged> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        System.getLogger(MailboxChangePublisher.class.getName())
            .log(System.Logger.Level.ERROR, "Nobody was told of a message: " + e, e);
      }
    }
  }
}
