// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.RecordedSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullMarked;

/** One end of a test call: says a recording, records what it hears, remembers events. */
@NullMarked
public final class Party implements AutoCloseable {
  /** What is on its way is heard within half a second. */
  private static final int SLACK_FRAMES = 25;

  private final short[] says;
  private final RecordedSource speech;
  private final List<short[]> heard = new CopyOnWriteArrayList<>();
  private final BlockingQueue<MediaEvent> events = new LinkedBlockingQueue<>();
  private final List<MediaEvent> all = new CopyOnWriteArrayList<>();
  private volatile long firstRead;
  private final AtomicInteger readFrames = new AtomicInteger();
  private volatile long firstWrite;
  public final MediaSession session;

  public Party(short[] says, UnaryOperator<MediaSettings> settings) {
    this.says = says;
    this.speech = new RecordedSource(says, false);
    AudioSource source = this::read;
    session =
        new MediaSession(settings.apply(MediaSettings.of(source, this::write)), this::remember);
  }

  private void read(short[] frame) {
    if (firstRead == 0) {
      firstRead = System.nanoTime();
    }
    speech.read(frame);
    readFrames.incrementAndGet();
  }

  private void write(short[] frame) {
    if (heard.isEmpty()) {
      firstWrite = System.nanoTime();
    }
    heard.add(frame.clone());
  }

  private void remember(MediaEvent event) {
    all.add(event);
    events.add(event);
  }

  public List<MediaEvent> events() {
    return all;
  }

  /** Waits for an event of that kind; earlier ones are skipped. */
  public <E extends MediaEvent> E await(Class<E> kind, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      MediaEvent next = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError(
            "no " + kind.getSimpleName() + " within " + seconds + " s: " + all);
      }
      if (kind.isInstance(next)) {
        return kind.cast(next);
      }
    }
  }

  /** Waits for statistics whose level in is so; false when they do not come. */
  boolean levelIn(DoublePredicate wanted) throws InterruptedException {
    return reported(s -> wanted.test(s.levelIn()));
  }

  /** As {@link #levelIn}, of the level out. */
  boolean levelOut(DoublePredicate wanted) throws InterruptedException {
    return reported(s -> wanted.test(s.levelOut()));
  }

  private boolean reported(Predicate<MediaEvent.Statistics> wanted) throws InterruptedException {
    for (int i = 0; i < 8; i++) {
      if (wanted.test(await(MediaEvent.Statistics.class, 60))) {
        return true;
      }
    }
    return false;
  }

  /** Drops the events that have come. */
  void forgetStatistics() {
    events.clear();
  }

  public int framesHeard() {
    return heard.size();
  }

  public static void until(BooleanSupplier condition, int seconds, String what) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(5))
        .until(condition::getAsBoolean);
  }

  public short[] heard() {
    List<short[]> frames = List.copyOf(heard);
    short[] joined = new short[frames.size() * Pcm.FRAME];
    for (int i = 0; i < frames.size(); i++) {
      System.arraycopy(frames.get(i), 0, joined, i * Pcm.FRAME, Pcm.FRAME);
    }
    return joined;
  }

  /** Waits until it has said everything. */
  public void untilSaid() {
    until(() -> readFrames.get() >= says.length / Pcm.FRAME + 1, 60, "saying the sentence");
  }

  /** Waits until what the other says must have been heard, and compares. */
  public SpeechComparison heardFrom(Party other) {
    other.untilSaid();
    int before = heard.size();
    until(
        () -> heard.size() >= before + SLACK_FRAMES,
        20,
        "hearing the sentence (heard " + heard.size() + " frames)");
    return SpeechComparison.compare(other.says, heard());
  }

  /** From the moment the other began to speak until it was heard, in milliseconds. */
  double delayFrom(Party other, SpeechComparison comparison) {
    return (firstWrite - other.firstRead) / 1e6 + comparison.delayMillis();
  }

  @Override
  public void close() {
    session.close();
  }
}
