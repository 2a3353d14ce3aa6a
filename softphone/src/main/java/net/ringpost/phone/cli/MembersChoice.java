// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import net.ringpost.phone.account.PhoneSettings.Plain;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;

/**
 * Whether talk may go without encryption, as the member has chosen at the site for all of the own
 * telephones. It is asked for at each registration; until it is known it is not allowed.
 */
final class MembersChoice implements PhoneListener, Supplier<Plain>, AutoCloseable {
  private final Optional<Site> site;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("members-choice").factory());
  private volatile Plain choice = Plain.NEVER;

  /**
   * @param site where it is asked for; empty: nowhere
   */
  MembersChoice(Optional<Site> site) {
    this.site = site;
  }

  @Override
  public void on(PhoneEvent event) {
    if (event instanceof PhoneEvent.Registered) {
      site.ifPresent(s -> worker.execute(() -> ask(s)));
    }
  }

  private void ask(Site s) {
    try {
      choice = s.plainMedia() ? Plain.ALLOW : Plain.NEVER;
    } catch (SiteException e) {
      // It cannot be asked for now: what was chosen before holds until the next registration.
    }
  }

  /** For any thread. */
  @Override
  public Plain get() {
    return choice;
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
