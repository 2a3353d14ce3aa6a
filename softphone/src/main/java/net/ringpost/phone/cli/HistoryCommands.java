// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import net.ringpost.phone.history.CallHistory;
import net.ringpost.phone.history.PastCall;

/**
 * {@code history} and, after a start, {@code redial}: what the server knows of the calls so far.
 */
final class HistoryCommands implements AutoCloseable {
  private static final int USUAL = 20;
  private static final int MOST = 1000;

  private final Supplier<URI> site;
  private final SignIn signIn;
  private final PhoneListener listener;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("history").factory());

  /**
   * @param site the server's
   */
  HistoryCommands(Supplier<URI> site, SignIn signIn, PhoneListener listener) {
    this.site = site;
    this.signIn = signIn;
    this.listener = listener;
  }

  private interface Task {
    void on(CallHistory history) throws SiteException;
  }

  private void perform(Task task) {
    worker.execute(
        () -> {
          try {
            task.on(new CallHistory(new Site(site.get(), signIn)));
          } catch (SiteException | IllegalArgumentException e) {
            listener.on(new PhoneEvent.Error(String.valueOf(e.getMessage())));
          }
        });
  }

  /**
   * Tells the last calls; returns at once.
   *
   * @param howMany as typed; empty for the usual number
   */
  void list(String howMany) {
    if (!howMany.isEmpty() && !howMany.matches("[1-9][0-9]{0,3}")) {
      listener.on(new PhoneEvent.Error("how many calls? history, or history 50"));
      return;
    }
    int most = howMany.isEmpty() ? USUAL : Math.min(Integer.parseInt(howMany), MOST);
    perform(history -> listener.on(new PhoneEvent.Calls(history.list(most))));
  }

  /**
   * Finds out who was called last, by any telephone of the member's; returns at once.
   *
   * @param dial is given the number
   */
  void lastCalled(Consumer<String> dial) {
    perform(
        history -> {
          for (PastCall call : history.list(MOST)) {
            if (call.direction().equals("out")) {
              dial.accept(call.number());
              return;
            }
          }
          listener.on(new PhoneEvent.Error("you have called nobody yet"));
        });
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
