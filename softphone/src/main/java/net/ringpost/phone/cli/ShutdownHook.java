// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.ringpost.phone.call.Telephone;

/**
 * Says goodbye to server and peer when the process is told to end (SIGTERM, Ctrl-C), and then ends
 * it with status 0: that is how a headless telephone is switched off.
 */
final class ShutdownHook implements AutoCloseable {
  private final CompletableFuture<Telephone> telephone = new CompletableFuture<>();
  private final Thread hook;

  private ShutdownHook() {
    hook = Thread.ofPlatform().name("telephone-end").unstarted(this::onSignal);
  }

  /** Watches from now on until it is closed. */
  static ShutdownHook watch() {
    ShutdownHook ending = new ShutdownHook();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /** The telephone has started. */
  void started(Telephone t) {
    telephone.complete(t);
  }

  private void onSignal() {
    // Told to end while it starts: what it has told the server by then is taken back.
    try {
      telephone.get(5, TimeUnit.SECONDS).close();
    } catch (InterruptedException
        | ExecutionException
        | TimeoutException
        | CancellationException e) {
      // It never came to be: there is nobody to say goodbye to.
    }
    Runtime.getRuntime().halt(0);
  }

  /** The program ends by itself, with a status of its own. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // Told to end meanwhile: the telephone may have failed to start, then nothing is waited for.
      boolean unused = telephone.cancel(false);
    }
  }
}
