// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An event loop in virtual time: nothing happens but by {@link #advance}. */
public final class ManualLoop extends AbstractExecutorService implements ScheduledExecutorService {
  private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
    private final long order = ++orders;
    private final long period;
    private long at;

    Task(Runnable work, long at, long period) {
      super(work, null);
      this.at = at;
      this.period = period;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - now, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task t = (Task) other;
      return at == t.at ? Long.compare(order, t.order) : Long.compare(at, t.at);
    }

    void perform() {
      if (period == 0) {
        run();
      } else if (runAndReset()) {
        at += period;
        tasks.add(this);
      }
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long orders;
  private long now = TimeUnit.HOURS.toNanos(1);

  /** The virtual time, in nanoseconds. */
  public long now() {
    return now;
  }

  /** Does what is due at once. */
  public void settle() {
    advance(0);
  }

  /** Lets time pass, doing on the way what comes due. */
  public void advance(long nanos) {
    long end = now + nanos;
    for (Task t = tasks.peek(); t != null && t.at <= end; t = tasks.peek()) {
      tasks.remove();
      now = Math.max(now, t.at);
      t.perform();
    }
    now = end;
  }

  @Override
  public void execute(Runnable command) {
    tasks.add(new Task(command, now, 0));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    Task t = new Task(command, now + unit.toNanos(delay), 0);
    tasks.add(t);
    return t;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new IllegalStateException("not used");
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long delay, long period, TimeUnit unit) {
    Task t = new Task(command, now + unit.toNanos(delay), unit.toNanos(period));
    tasks.add(t);
    return t;
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long delay, long period, TimeUnit unit) {
    return scheduleAtFixedRate(command, delay, period, unit);
  }

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
