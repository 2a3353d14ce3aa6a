// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The event loop as others see it: after each of their tasks, which may have used the engine, the
 * engine's next deadline is set. A task that throws is logged, and does not end the loop.
 */
final class SignallingLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private final EventLoop netty;
  private final Driver driver;

  SignallingLoop(EventLoop netty, Driver driver) {
    this.netty = netty;
    this.driver = driver;
  }

  @Override
  public void execute(Runnable task) {
    netty.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            driver.unexpected(e);
          }
          driver.arm();
        });
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return netty.schedule(armed(task), delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    return netty.schedule(
        () -> {
          try {
            return task.call();
          } finally {
            driver.arm();
          }
        },
        delay,
        unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return netty.scheduleAtFixedRate(armed(task), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return netty.scheduleWithFixedDelay(armed(task), initialDelay, delay, unit);
  }

  private Runnable armed(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        driver.unexpected(e);
        throw e;
      } finally {
        driver.arm();
      }
    };
  }

  /** The loop ends with the transport, by {@link SipTransport#close}, and not otherwise. */
  @Override
  public void shutdown() {
    throw new UnsupportedOperationException("close the transport instead");
  }

  @Override
  public List<Runnable> shutdownNow() {
    throw new UnsupportedOperationException("close the transport instead");
  }

  @Override
  public boolean isShutdown() {
    return netty.isShuttingDown();
  }

  @Override
  public boolean isTerminated() {
    return netty.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return netty.awaitTermination(timeout, unit);
  }
}
