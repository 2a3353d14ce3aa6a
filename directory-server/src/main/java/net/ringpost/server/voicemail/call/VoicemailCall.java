// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.call;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.UnacceptableOfferException;
import net.ringpost.media.voicemail.MessageListener;
import net.ringpost.media.voicemail.MessageSession;
import net.ringpost.media.voicemail.Prompt;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * A call that the server answers itself. What happens to it, by signalling, media, storage or time,
 * comes one after the other on the call's own thread, which may block.
 */
public abstract class VoicemailCall implements MessageListener {
  private final ScheduledExecutorService loop;
  private final ExecutorService own =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("voicemail-call").factory());
  private final IncomingCall call;
  private final LineSettings line;
  private @Nullable MessageSession session;
  private @Nullable Prompt playing;
  private boolean over;

  /** What is told to the caller when no sound can cross (RFC 3326); null: it can. */
  private @Nullable Reason broken;

  /** Whether the caller is known to be where the call came from. */
  private boolean proved;

  /** Whether our offer awaits its answer. */
  private boolean offered;

  /**
   * @param loop the signalling loop
   * @param line how media are set up
   * @param proved whether the caller is known to be where the call came from: if not, the ports
   *     that the answer names are closed, and nothing else is done, until the ACK comes
   */
  public VoicemailCall(
      IncomingCall call, LineSettings line, ScheduledExecutorService loop, boolean proved) {
    this.proved = proved;
    this.call = call;
    this.line = line;
    this.loop = loop;
  }

  /** Answers. */
  public final void begin() {
    onOwn(
        () -> {
          begun(proved);
          Body answer = answer(call.invite());
          if (answer != null) {
            String features = ";automata;actor=\"" + actor() + "\"";
            loop.execute(() -> call.answer(answer, features, System.nanoTime()));
          }
        });
  }

  /** What it is to who calls, in the words of RFC 3840 §10.14. */
  protected abstract String actor();

  /**
   * The caller hangs up; {@link #ended} follows.
   *
   * @param answer sends the 200 to the BYE, on the loop
   * @return whether it will be used
   */
  public boolean hungUp(ObjLongConsumer<List<HeaderField>> answer) {
    return false;
  }

  /** After everything else, on the call's own thread. */
  protected void over() {}

  /** Does something on the signalling loop. */
  protected final void onLoop(LongConsumer task) {
    loop.execute(() -> task.accept(System.nanoTime()));
  }

  /** Before anything else, on the call's own thread. */
  protected abstract void begun(boolean callerProved);

  /** The caller turned out to be where the call came from. */
  protected abstract void proved();

  /** The caller can be heard, and hears. */
  protected abstract void ready();

  protected abstract void key(char digit);

  protected abstract void played();

  /** The caller has hung up, vanished, or cannot be heard. Comes at least once. */
  protected abstract void gone();

  /** The recording cannot go on. */
  protected abstract void full();

  /** A time that was asked for has come. */
  protected abstract void timePassed(long now);

  /**
   * What a request's 2xx is to say: our answer, or our offer if it has none (RFC 3261 §13.2.1,
   * §14.2); null if it was refused.
   */
  private @Nullable Body answer(SipRequest request) {
    try {
      MessageSession s = session;
      if (s == null) {
        s = new MessageSession(line, this);
        if (!proved) {
          s.park();
        }
        session = s;
      }
      if (Body.session(request).isEmpty()) {
        offered = true;
        return Body.sdp(s.offer(call.flow().remote().getAddress()).toBytes());
      }
      SessionDescription theirs = description(request);
      if (theirs != null) {
        offered = false;
        return Body.sdp(s.answer(theirs).toBytes());
      }
      refuse(Status.NOT_ACCEPTABLE_HERE);
    } catch (UnacceptableOfferException e) {
      refuse(Status.NOT_ACCEPTABLE_HERE);
    } catch (IOException e) {
      System.getLogger(VoicemailCall.class.getName())
          .log(System.Logger.Level.WARNING, "A call could not be answered: {0}", e.getMessage());
      refuse(Status.SERVICE_UNAVAILABLE);
    }
    return null;
  }

  /** The caller has our 2xx; the ACK has the answer if that was an offer. */
  public final void acknowledged(SipMessage ack) {
    onOwn(
        () -> {
          MessageSession s = session;
          if (!isProved(s)) {
            return;
          }
          if (!offered || s == null || !ack.method().equals(Method.ACK)) {
            return;
          }
          offered = false;
          try {
            SessionDescription theirs = description(ack);
            if (theirs != null) {
              s.accept(theirs);
              return;
            }
            broken = noSound("your telephone's answer cannot be read");
          } catch (UnacceptableOfferException e) {
            broken = noSound(String.valueOf(e.getMessage()));
          }
          // RFC 3261 §13.3.1.4 has nothing else for who cannot agree after the 2xx.
          gone();
          hangUp();
        });
  }

  /** Opens the ports again, the first time; false if they cannot be had any more. */
  private boolean isProved(@Nullable MessageSession parked) {
    if (proved || parked == null) {
      return true;
    }
    proved = true;
    try {
      parked.unpark();
      proved();
      return true;
    } catch (IOException e) {
      System.getLogger(VoicemailCall.class.getName())
          .log(System.Logger.Level.WARNING, "A call cannot go on: {0}", e.getMessage());
      gone();
      hangUp();
      return false;
    }
  }

  private static @Nullable SessionDescription description(SipMessage request) {
    return SdpParser.parse(Body.session(request).bytes()) instanceof SdpResult.Description d
        ? d.session()
        : null;
  }

  private void refuse(Status status) {
    loop.execute(
        () -> {
          if (call.dialog() == null) {
            call.reject(status, System.nanoTime());
          } else {
            call.refuseOffer(status, System.nanoTime());
          }
        });
  }

  /** The other side wants to change the media: hold, another address. */
  public final void changed(SipRequest offer) {
    onOwn(
        () -> {
          Body answer = answer(offer);
          if (answer != null) {
            loop.execute(() -> call.acceptOffer(answer, System.nanoTime()));
          }
        });
  }

  /** The signalling is over. */
  public final void ended() {
    onOwn(
        () -> {
          over = true;
          gone();
          MessageSession s = session;
          if (s != null) {
            s.close();
          }
          over();
        });
    own.shutdown();
  }

  public final void hangUp() {
    hangUp(null);
  }

  /**
   * Hangs up, on the call's own thread.
   *
   * @param why what the caller is told, unless no sound could cross; null: nothing
   */
  public final void hangUp(@Nullable Reason why) {
    Reason told = broken == null ? why : broken;
    loop.execute(() -> call.hangUp(told, System.nanoTime()));
  }

  protected final void play(Prompt prompt) {
    MessageSession s = session;
    if (s != null && !over) {
      playing = prompt;
      s.play(prompt);
    }
  }

  /** The media; null before they were agreed. */
  protected final @Nullable MessageSession session() {
    return session;
  }

  /** Has {@link #timePassed} called at a time on the scale of {@link System#nanoTime}. */
  protected final void wakeAt(long due) {
    long wait = Math.max(0, due - System.nanoTime());
    var unused =
        loop.schedule(() -> onOwn(() -> timePassed(System.nanoTime())), wait, TimeUnit.NANOSECONDS);
  }

  /** Does something on the call's own thread; false if the call is over. */
  @CanIgnoreReturnValue
  protected final boolean onOwn(Runnable task) {
    try {
      own.execute(task);
      return true;
    } catch (RejectedExecutionException afterTheEnd) {
      return false;
    }
  }

  @Override
  public final void onReady(AudioCodec codec, String encryption) {
    onOwn(this::ready);
  }

  @Override
  public final void onDigit(char digit) {
    onOwn(() -> key(digit));
  }

  @Override
  public final void onPlayed(Prompt prompt) {
    onOwn(
        () -> {
          // Not one that has been replaced meanwhile.
          if (prompt == playing) {
            played();
          }
        });
  }

  @Override
  public final void onTimeout() {
    onOwn(this::gone);
  }

  @Override
  public final void onFailed(String reason) {
    onOwn(
        () -> {
          broken = noSound(reason);
          gone();
        });
  }

  private static Reason noSound(String reason) {
    return Reason.sip(Status.NOT_ACCEPTABLE_HERE.code(), "no sound can cross: " + reason);
  }

  @Override
  public final void onRecordingFailed(String reason) {
    onOwn(this::full);
  }
}
