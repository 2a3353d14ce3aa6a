// SPDX-License-Identifier: Apache-2.0
package net.ringpost.benchmark;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.server.location.BindingStorage;
import net.ringpost.server.location.Location;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.Binding;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Where a number's terminal is, of so many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
  /** How many numbers have a terminal each. */
  @Param({"1000", "1000000"})
  public int terminals;

  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService writer = Executors.newSingleThreadExecutor();
  private final Location location =
      new Location(new Stored(), loop, writer, System::nanoTime, event -> {});
  private long next;

  /** All terminals are there before the first look. */
  @Setup
  public void load() throws InterruptedException {
    location.start();
    while (!location.loaded()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Ends its threads. */
  @TearDown
  public void stop() {
    loop.shutdownNow();
    writer.shutdownNow();
  }

  /**
   * One after another in no order, as calls come, so that mostly the processor has none at hand.
   */
  @Benchmark
  public List<Binding> terminal() {
    next = (next * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L);
    long now = System.nanoTime();
    return location.bindings((next >>> 33) % terminals, now).targets(now);
  }

  /** A storage full of terminals. */
  private final class Stored implements BindingStorage {
    @Override
    public void write(List<Entry> entries, long now) {
      throw new UnsupportedOperationException("nothing is to be stored");
    }

    @Override
    public void load(long now, Consumer<Entry> told) {
      InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
      InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5062);
      Flow flow = new Flow(TransportProtocol.UDP, server, remote, 0);
      long end = now + TimeUnit.HOURS.toNanos(1);
      for (int i = 0; i < terminals; i++) {
        String contact = "sip:" + (10_000_000 + i) + "@127.0.0.1:5062;transport=udp";
        String callId = i + "-4711@127.0.0.1";
        Binding b = new Binding(contact, null, 0, callId, 2, 1000, now, end, end, flow, true);
        told.accept(new Entry(i, contact, b));
      }
    }
  }
}
