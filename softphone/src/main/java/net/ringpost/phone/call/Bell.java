// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.Loudspeaker;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.RecordedSource;
import org.jspecify.annotations.Nullable;

/**
 * Rings on the machine's loudspeaker from when a call comes in until it is answered or over; where
 * there is no loudspeaker, nothing is heard. Then tells another listener, which need not wait for
 * it. One thread at a time.
 */
final class Bell implements PhoneListener {
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Pcm.FRAME_MILLIS);

  private final short[] sound;
  private final PhoneListener next;
  private int call;
  private @Nullable Thread ringing;

  /**
   * @param sound at {@link Pcm#RATE}; it is repeated; empty for silence
   */
  Bell(short[] sound, PhoneListener next) {
    this.sound = sound;
    this.next = next;
  }

  @Override
  public void on(PhoneEvent event) {
    switch (event) {
      case PhoneEvent.Incoming i -> start(i.call());
      case PhoneEvent.Answered a -> stop(a.call());
      case PhoneEvent.Ended e -> stop(e.call());
      default -> {}
    }
    next.on(event);
  }

  private void start(int number) {
    if (sound.length == 0) {
      return;
    }
    stop(call);
    call = number;
    ringing = Thread.ofPlatform().daemon().name("telephone-bell").start(this::ring);
  }

  private void stop(int number) {
    Thread t = ringing;
    if (t != null && number == call) {
      t.interrupt();
      ringing = null;
    }
  }

  private void ring() {
    AudioSource source = new RecordedSource(sound, true);
    short[] frame = new short[Pcm.FRAME];
    try (Loudspeaker loudspeaker = Loudspeaker.open()) {
      long due = System.nanoTime();
      while (!Thread.interrupted()) {
        source.read(frame);
        loudspeaker.write(frame);
        // Not every device holds up who writes too fast.
        due += FRAME_NANOS;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (IOException none) {
      System.getLogger(Bell.class.getName())
          .log(System.Logger.Level.DEBUG, "not ringing: {0}", none.getMessage());
    }
  }
}
