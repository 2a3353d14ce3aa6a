// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.CallHandler;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * One call of the telephone, from its first moment to its end: joins the signalling with the sound
 * and tells what happens. On the loop only.
 */
abstract sealed class PhoneCall implements CallHandler permits DialledCall, ReceivedCall {
  private static final int KEY_MILLIS = 160;
  private static final int MOST_CLOSING_MILLIS = 1500;

  private enum State {
    /** Nobody has answered. */
    OPEN,
    /** We have taken it, and our answer is being made. */
    ANSWERING,
    TALKING,
    OVER
  }

  final CallContext around;
  final int number;
  final CallMedia media;
  private final Runnable whenOver;
  private final ReInviteHandler holding;
  private @Nullable Call call;
  private final List<PhoneEvent> startedEarly = new ArrayList<>();
  private State state = State.OPEN;

  /** Whether anything has ever come from the other side. */
  private boolean heard;

  /**
   * @param number the telephone's count of calls
   * @param video whether to show something, where this telephone has anything
   * @param whenOver is run once, when the telephone is free for another call
   */
  PhoneCall(CallContext around, int number, boolean video, Runnable whenOver) {
    this.around = around;
    this.number = number;
    this.whenOver = whenOver;
    this.media =
        new CallMedia(
            around.loop(), around.mediaThread(), () -> around.media(video), this::onMedia);
    this.holding = new ReInviteHandler(this);
  }

  /** The signalling's call; null before there is one. */
  final @Nullable Call call() {
    return call;
  }

  /** Null while the next attempt is being made. */
  final void set(@Nullable Call signalling) {
    call = signalling;
  }

  /** Whether nobody has answered yet. */
  final boolean open() {
    return state == State.OPEN;
  }

  final boolean talking() {
    return state == State.TALKING;
  }

  final boolean over() {
    return state == State.OVER;
  }

  final void tell(PhoneEvent event) {
    if (!over()) {
      around.events().on(event);
    }
  }

  final void refuse(String why) {
    tell(new PhoneEvent.Error(why));
  }

  static long now() {
    return System.nanoTime();
  }

  /** The session description that a message carries; null if it carries none that can be read. */
  static @Nullable SessionDescription description(SipMessage message) {
    Body body = Body.session(message);
    if (body.isEmpty()) {
      return null;
    }
    return SdpParser.parse(body.bytes()) instanceof SdpResult.Description d ? d.session() : null;
  }

  /** Ends the call as the owner wishes, whatever its state is. */
  final void hangUp() {
    end(talking() ? new CallEndReason("you hung up", 200) : abandoned());
  }

  /** How it is called when the owner ends the call before it was answered. */
  abstract CallEndReason abandoned();

  /** Ends the call: for the owner at once, for the other side as soon as it is told. */
  final void end(CallEndReason end) {
    end(end, null);
  }

  /** Likewise, because it is of no use; the other side is told the same (RFC 3326). */
  final void breakOff(String why) {
    // What is no talk must not look like one, here and in the server's history.
    CallEndReason end =
        new CallEndReason(why, heard ? Status.OK.code() : Status.NOT_ACCEPTABLE_HERE.code());
    end(end, Reason.sip(end.status(), end.reason()));
  }

  private void end(CallEndReason end, @Nullable Reason told) {
    Call signalling = call;
    finish(end);
    if (signalling != null) {
      signalling.hangUp(told, now());
    }
  }

  /** The signalling is over, or there never was any. */
  final void finish(CallEndReason end) {
    if (over()) {
      return;
    }
    state = State.OVER;
    PhoneEvent ended = new PhoneEvent.Ended(number, end.reason(), end.status());
    AtomicBoolean told = new AtomicBoolean();
    Runnable tellOnce =
        () -> {
          if (told.compareAndSet(false, true)) {
            around.events().on(ended);
          }
        };
    // Who hears that the call is over finds the recording complete; closing may take its time.
    media.close(tellOnce);
    var unused = around.loop().schedule(tellOnce, MOST_CLOSING_MILLIS, TimeUnit.MILLISECONDS);
    whenOver.run();
  }

  /** We take it: nothing else can be made of it any more. */
  final void taken() {
    state = State.ANSWERING;
  }

  /**
   * The call was taken: sound may cross.
   *
   * @param by who answered
   */
  final void begin(AnsweredBy by) {
    state = State.TALKING;
    tell(new PhoneEvent.Answered(number, by.word()));
    startedEarly.forEach(this::tell);
    startedEarly.clear();
  }

  /** The sound could not be agreed upon after the call was answered. */
  final void failed(Exception e) {
    breakOff(sentence(e));
  }

  static String sentence(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  /** Presses keys, one after the other. */
  final void press(String keys) {
    if (!talking()) {
      refuse("keys can be sent when the call is answered");
      return;
    }
    for (char key : keys.toUpperCase(Locale.ROOT).toCharArray()) {
      if ("0123456789*#ABCD".indexOf(key) < 0) {
        refuse("there is no key '" + key + "' on a telephone");
        return;
      }
      media.press(
          key,
          KEY_MILLIS,
          taken -> {
            if (!taken) {
              refuse("the other telephone does not take the key " + key);
            }
          });
    }
  }

  final void hold(boolean held) {
    holding.want(held);
  }

  final void mute(boolean muted) {
    media.mute(muted);
  }

  private void onMedia(MediaEvent event) {
    switch (event) {
      case MediaEvent.MediaStarted e -> started(MediaEventMapper.started(number, e));
      case MediaEvent.VideoStarted e ->
          started(new PhoneEvent.Video(number, e.sends(), e.receives()));
      case MediaEvent.Statistics e -> {
        heard |= e.packetsReceived() > 0;
        tell(MediaEventMapper.statistics(number, e));
      }
      case MediaEvent.DigitReceived e ->
          tell(new PhoneEvent.Digit(number, String.valueOf(e.digit())));
      case MediaEvent.MediaFailed e -> breakOff("no sound can cross: " + e.reason());
      case MediaEvent.MediaTimeout e ->
          breakOff(
              (heard ? "the line broke" : "no sound can cross")
                  + (": nothing was heard for " + e.seconds() + " s"));
      case MediaEvent.MediaResumed e -> {
        // A silence that long has ended the call.
      }
    }
  }

  private void started(PhoneEvent event) {
    if (talking()) {
      tell(event);
    } else {
      startedEarly.add(event);
    }
  }

  @Override
  public final void onOffer(Call signalling, SipRequest request, long now) {
    if (over()) {
      signalling.refuseOffer(Status.NOT_ACCEPTABLE_HERE, now);
    } else {
      holding.offered(signalling, request);
    }
  }

  @Override
  public final void onChanged(Call signalling, SipRequest ack, long now) {
    holding.changed(ack);
  }

  @Override
  public final void onReinvited(Call signalling, SipResponse ok, long now) {
    holding.accepted(ok);
  }

  @Override
  public final void onReinviteFailed(Call signalling, Status status, long now) {
    holding.refused(status);
  }

  @Override
  public final void onReinviteLater(Call signalling, long now) {
    holding.later();
  }

  @Override
  public final void onEnded(Call signalling, CallEnd end, long now) {
    // Before the call is set, only the attempt that is being made can have failed.
    if (!over() && (call == null || signalling == call)) {
      ended(end);
    }
  }

  /** The signalling says that the call is over, or did not come about. */
  abstract void ended(CallEnd end);
}
