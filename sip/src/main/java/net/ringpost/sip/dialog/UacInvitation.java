// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of an invitation, up to the answer and for as long as further answers may come
 * (RFC 3261 §13.2, §9.1). A call may be answered by several terminals: the first 2xx wins; each
 * other one is acknowledged and its dialog ended.
 */
public final class UacInvitation {
  private UacInvitation() {}

  /** A state of the invitation. */
  public sealed interface State {}

  /** Sent; perhaps ringing. */
  public record Calling(SipRequest invite) implements State {}

  /** The caller has given up; the final response is awaited. */
  public record Cancelling(SipRequest invite) implements State {}

  /**
   * Answered.
   *
   * @param winner the To tag of the answer that counts
   * @param losers the To tags of the others, which have been hung up
   */
  public record Answered(SipRequest invite, @Nullable String winner, List<String> losers)
      implements State {}

  /** Answered although cancelled: every dialog that comes of it has been or will be hung up. */
  public record Abandoned(SipRequest invite, List<String> losers) implements State {}

  /** Not answered. */
  public record Failed() implements State {}

  /** What can happen to the invitation. */
  public sealed interface Event {}

  /** The INVITE is on its way again with credentials: as sent now. */
  public record Resent(SipRequest invite) implements Event {}

  /** A response to the INVITE. */
  public record Received(SipResponse response) implements Event {}

  /** No final response came. */
  public record TimedOut() implements Event {}

  /** The INVITE could not be sent. */
  public record Unreachable(String reason) implements Event {}

  /** The caller gives up. */
  public record HangUp() implements Event {}

  /** What is to be done. */
  public sealed interface Action {}

  /** Send the CANCEL. */
  public record Cancel() implements Action {}

  /** Acknowledge the 2xx, which made this dialog; again each time it comes. */
  public record Acknowledge(Dialog dialog) implements Action {}

  /** End a dialog that nobody wants. */
  public record Bye(Dialog dialog) implements Action {}

  /** Tell the user of a provisional response. */
  public record TellProgress(SipResponse response) implements Action {}

  /** Tell the user that the call stands. */
  public record TellAnswered(Dialog dialog, SipResponse response) implements Action {}

  /** Tell the user that there is no call. */
  public record TellEnded(CallEnd end) implements Action {}

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event) {
    return switch (state) {
      case Calling s -> calling(s, event);
      case Cancelling s -> cancelling(s, event);
      case Answered s -> answered(s, event);
      case Abandoned s -> abandoned(s, event);
      case Failed s -> Step.to(s);
    };
  }

  private static Step<State, Action> calling(Calling s, Event event) {
    return switch (event) {
      case Resent e -> Step.to(new Calling(e.invite));
      case HangUp e -> Step.to(new Cancelling(s.invite), new Cancel());
      case Received e -> response(s, e.response);
      case TimedOut e -> failed(CallEnd.of(CallEnd.Cause.TIMED_OUT));
      case Unreachable e -> failed(CallEnd.unreachable(e.reason));
    };
  }

  private static Step<State, Action> response(Calling s, SipResponse response) {
    if (response.code() == 100) {
      return Step.to(s);
    }
    if (response.status().isProvisional()) {
      return Step.to(s, new TellProgress(response));
    }
    if (!response.status().isSuccess()) {
      return failed(CallEnd.refused(response));
    }
    Dialog dialog = Dialog.ofCaller(s.invite, response);
    return Step.to(
        new Answered(s.invite, response.toTag(), List.of()),
        new Acknowledge(dialog),
        new TellAnswered(dialog, response));
  }

  private static Step<State, Action> cancelling(Cancelling s, Event event) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() -> Step.to(s);
      case Received e when e.response.status().isSuccess() -> {
        // The answer and the CANCEL crossed (§9.1): the call stands for a moment.
        Dialog dialog = Dialog.ofCaller(s.invite, e.response);
        yield Step.to(
            new Abandoned(s.invite, List.of(tag(e.response))),
            new Acknowledge(dialog),
            new Bye(dialog),
            new TellEnded(CallEnd.of(CallEnd.Cause.CANCELLED_TOO_LATE)));
      }
      case Received e -> failed(CallEnd.of(CallEnd.Cause.CANCELLED));
      case TimedOut e -> failed(CallEnd.of(CallEnd.Cause.CANCELLED));
      case Unreachable e -> failed(CallEnd.of(CallEnd.Cause.CANCELLED));
      case Resent e -> Step.to(s);
      case HangUp e -> Step.to(s);
    };
  }

  private static Step<State, Action> answered(Answered s, Event event) {
    if (!(event instanceof Received e) || !e.response.status().isSuccess()) {
      return Step.to(s);
    }
    String tag = tag(e.response);
    Dialog dialog = Dialog.ofCaller(s.invite, e.response);
    if (tag.equals(s.winner == null ? "" : s.winner) || s.losers.contains(tag)) {
      return Step.to(s, new Acknowledge(dialog));
    }
    return Step.to(
        new Answered(s.invite, s.winner, plus(s.losers, tag)),
        new Acknowledge(dialog),
        new Bye(dialog));
  }

  private static Step<State, Action> abandoned(Abandoned s, Event event) {
    if (!(event instanceof Received e) || !e.response.status().isSuccess()) {
      return Step.to(s);
    }
    String tag = tag(e.response);
    Dialog dialog = Dialog.ofCaller(s.invite, e.response);
    if (s.losers.contains(tag)) {
      return Step.to(s, new Acknowledge(dialog));
    }
    return Step.to(
        new Abandoned(s.invite, plus(s.losers, tag)), new Acknowledge(dialog), new Bye(dialog));
  }

  private static Step<State, Action> failed(CallEnd end) {
    return Step.to(new Failed(), new TellEnded(end));
  }

  private static String tag(SipResponse response) {
    String tag = response.toTag();
    return tag == null ? "" : tag;
  }

  private static List<String> plus(List<String> list, String one) {
    List<String> out = new ArrayList<>(list);
    out.add(one);
    return List.copyOf(out);
  }
}
