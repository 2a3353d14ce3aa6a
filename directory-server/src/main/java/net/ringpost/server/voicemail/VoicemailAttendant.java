// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.media.session.LineSettings;
import net.ringpost.server.mwi.MwiNotifier;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.Caller;
import net.ringpost.server.routing.ServerPaths;
import net.ringpost.server.voicemail.call.VoicemailCall;
import net.ringpost.server.voicemail.call.VoicemailServices;
import net.ringpost.server.voicemail.deposit.DepositCall;
import net.ringpost.server.voicemail.retrieval.RetrievalCall;
import net.ringpost.server.voicemail.storage.MessageLimits;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import net.ringpost.sip.dialog.Authenticator;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.Identity;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.dialog.UasCore;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.dialog.UserAgentHandler;
import net.ringpost.sip.engine.BufferedSecureRandom;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.transaction.Timers;

/** Takes messages for members who do not answer. On the signalling loop. */
public final class VoicemailAttendant implements Attendant {
  private static final String OWN_MAILBOX = "*97";

  private final VoicemailServices services;
  private final MessageLimits limits;
  private final LineSettings line;
  private final ScheduledExecutorService loop;
  private final BooleanSupplier overloaded;
  private final MwiNotifier mwi;
  private final ServerPaths paths;
  private final UserAgent agent;
  private final UasCore dialogs;
  private final Map<Call, Taken> calls = new HashMap<>();

  /** How each is reached, until nothing is left to be said. */
  private final Map<Call, Runnable> ways = new HashMap<>();

  /** Of those that came from nowhere known and are not acknowledged, the oldest first. */
  private final Set<Call> unproved = new LinkedHashSet<>();

  private int strangers;

  private record Taken(VoicemailCall machine, boolean stranger) {}

  /**
   * Over an engine, which is not called yet.
   *
   * @param line how media are set up
   * @param loop the signalling loop
   * @param overloaded whether more comes than can be served, asked on the loop: no messages are
   *     taken then, each of which costs as much as hundreds of calls between telephones
   * @param mwi takes subscriptions
   */
  public VoicemailAttendant(
      VoicemailServices services,
      LineSettings line,
      ScheduledExecutorService loop,
      BooleanSupplier overloaded,
      MwiNotifier mwi,
      Engine engine,
      Transport wire) {
    this.services = services;
    this.limits = services.limits();
    this.line = line;
    this.loop = loop;
    this.overloaded = overloaded;
    this.mwi = mwi;
    this.paths = new ServerPaths(wire);
    Identity identity =
        new Identity(
            (SipUri) Uri.parse("sip:voicemail@localhost"), null, "urn:uuid:voicemail", "Ringpost");
    this.agent =
        new UserAgent(
            identity,
            paths,
            Authenticator.NONE,
            new Handler(),
            engine,
            new BufferedSecureRandom(),
            Timers.RFC_3261);
    this.dialogs = agent.transactionUser();
  }

  @Override
  public long noAnswerTimeout(Account callee) {
    return callee.voicemail().takes(VoicemailReason.NO_ANSWER)
        ? TimeUnit.SECONDS.toNanos(callee.voicemailAfterSeconds())
        : Timers.NEVER;
  }

  @Override
  public boolean take(
      ServerTransaction invite,
      Caller caller,
      Account callee,
      VoicemailReason why,
      UUID call,
      Runnable whenKept,
      long now) {
    boolean stranger = caller instanceof Caller.Stranger;
    if (!callee.voicemail().takes(why)
        || overloaded.getAsBoolean()
        || !(stranger ? hasRoomForStranger(now) : calls.size() < limits.calls())) {
      return false;
    }
    boolean proved = !stranger || invite.flow().protocol().reliable();
    NewVoicemail message = message(invite.request(), caller, callee, call);
    answer(
        invite,
        incoming ->
            new DepositCall(
                incoming,
                line.withVideo(Direction.RECVONLY),
                loop,
                proved,
                services,
                new DepositCall.Subject(callee, why, message),
                whenKept),
        stranger,
        now);
    return true;
  }

  /**
   * Who only says that he calls must not keep others out, and what he leaves waits half a minute
   * for an ACK: who was not heard of again for the longest time makes room.
   */
  private boolean hasRoomForStranger(long now) {
    if (calls.size() >= limits.calls() || ways.size() >= 2 * limits.calls()) {
      return false;
    }
    if (strangers >= limits.strangers() && !unproved.isEmpty()) {
      unproved.iterator().next().hangUp(now);
    }
    return strangers < limits.strangers();
  }

  private void answer(
      ServerTransaction invite,
      Function<IncomingCall, VoicemailCall> machine,
      boolean stranger,
      long now) {
    Runnable whenOver = paths.remember(invite.request(), invite.flow());
    boolean begun =
        dialogs.onCall(
            invite,
            (call, at) -> {
              ways.put(call, whenOver);
              if (stranger) {
                strangers++;
                if (!invite.flow().protocol().reliable()) {
                  unproved.add(call);
                }
              }
              VoicemailCall voicemail = machine.apply(call);
              calls.put(call, new Taken(voicemail, stranger));
              voicemail.begin();
            },
            now);
    if (!begun) {
      whenOver.run();
    }
  }

  private static NewVoicemail message(SipRequest invite, Caller caller, Account callee, UUID call) {
    Member member = caller.memberOrNull();
    NameAddr from = invite.from();
    String name = from.displayName();
    return new NewVoicemail(
        callee.key(),
        member == null ? from.uri().toString() : member.account().number(),
        member == null ? (name == null ? "" : name) : member.account().displayName(),
        VoicemailKind.AUDIO,
        Instant.now(),
        call);
  }

  @Override
  public boolean serves(String dialled) {
    return dialled.equals(OWN_MAILBOX);
  }

  @Override
  public void dialled(ServerTransaction transaction, Member caller, long now) {
    if (transaction.request().method().equals(Method.INVITE)) {
      answer(
          transaction,
          call -> new RetrievalCall(call, line, loop, services, caller.account()),
          false,
          now);
    } else {
      dialogs.onRequest(transaction, transaction.request(), now);
    }
  }

  @Override
  public Set<String> events() {
    return Set.of(MwiNotifier.EVENT);
  }

  @Override
  public void subscribe(ServerTransaction transaction, Account owner, long now) {
    mwi.subscribe(transaction, owner, now);
  }

  @Override
  public void signedOut(long account, long now) {
    mwi.signedOut(account, now);
    for (Taken taken : List.copyOf(calls.values())) {
      if (taken.machine instanceof RetrievalCall mailbox && mailbox.isOf(account)) {
        mailbox.hangUp();
      }
    }
  }

  @Override
  public boolean has(SipRequest request) {
    return agent.has(request) || mwi.has(request);
  }

  @Override
  public boolean isSubscription(SipRequest request) {
    return mwi.has(request);
  }

  @Override
  public boolean holds(ServerTransaction invite) {
    return agent.has(invite);
  }

  @Override
  public TransactionUser dialogs() {
    return dialogs;
  }

  private final class Handler implements UserAgentHandler {
    /** No INVITE comes this way: each is either taken or in a call. */
    @Override
    public void onCall(IncomingCall call, long now) {
      call.reject(Status.NOT_FOUND, now);
    }

    @Override
    public void onAnswered(Call call, SipMessage message, long now) {
      acknowledged(call, message);
    }

    @Override
    public void onChanged(Call call, SipRequest ack, long now) {
      acknowledged(call, ack);
    }

    private void acknowledged(Call call, SipMessage ack) {
      unproved.remove(call);
      Taken taken = calls.get(call);
      if (taken != null) {
        taken.machine.acknowledged(ack);
      }
    }

    @Override
    public void onOffer(Call call, SipRequest request, long now) {
      Taken taken = calls.get(call);
      if (taken != null) {
        taken.machine.changed(request);
      }
    }

    @Override
    public boolean onBye(Call call, ObjLongConsumer<List<HeaderField>> answer, long now) {
      Taken taken = calls.get(call);
      return taken != null && taken.machine.hungUp(answer);
    }

    @Override
    public void onEnded(Call call, CallEnd end, long now) {
      unproved.remove(call);
      Taken taken = calls.remove(call);
      if (taken != null) {
        strangers -= taken.stranger ? 1 : 0;
        taken.machine.ended();
      }
    }

    /** Not before: a BYE that had to wait for the ACK still needs the way. */
    @Override
    public void onClosed(Call call) {
      Runnable forget = ways.remove(call);
      if (forget != null) {
        forget.run();
      }
    }
  }
}
