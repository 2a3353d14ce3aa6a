// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.Identity;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.dialog.Paths;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.dialog.UserAgentHandler;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** Answers the calls that nobody accepted, over the server's engine; ends them after a while. */
final class SimVoicemail implements UserAgentHandler, Paths {
  private static final byte[] SDP = "v=0\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LONGEST = 120 * SimNet.SECOND;

  final List<SimPhone.Seen> seen = new ArrayList<>();
  final UserAgent agent;
  private final TransactionUser dialogs;
  private final SimNet net;
  private final InetSocketAddress address;

  SimVoicemail(
      SimNet net, InetSocketAddress address, Engine engine, RandomGenerator random, Timers timers) {
    this.net = net;
    this.address = address;
    SipUri aor = SipUri.of(false, "voicemail", address.getHostString(), -1);
    Identity who = new Identity(aor, null, "urn:uuid:voicemail", "Sim");
    this.agent = new UserAgent(who, this, (r, c) -> null, this, engine, random, timers);
    this.dialogs = agent.transactionUser();
  }

  TransactionUser dialogs() {
    return dialogs;
  }

  void take(ServerTransaction invite, long now) {
    net.note("voicemail takes the call");
    dialogs.onRequest(invite, invite.request(), now);
  }

  @Override
  public void onCall(IncomingCall call, long now) {
    SimPhone.Seen s = new SimPhone.Seen(call);
    seen.add(s);
    s.pickedUp = true;
    s.pickedUpAt = now;
    net.note("voicemail picks up");
    call.answer(Body.sdp(SDP), now);
    net.after(
        LONGEST,
        () -> {
          if (s.end == null) {
            call.hangUp(net.now());
          }
        });
  }

  private SimPhone.Seen find(Call call) {
    return Objects.requireNonNull(
        seen.stream().filter(s -> s.call == call).findFirst().orElse(null));
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {
    find(call).connections++;
  }

  @Override
  public void onOffer(Call call, SipRequest request, long now) {
    call.acceptOffer(Body.sdp(SDP), now);
  }

  @Override
  public void onEnded(Call call, CallEnd end, long now) {
    net.note("voicemail " + end.cause());
    SimPhone.Seen s = find(call);
    s.ends++;
    s.endedAt = now;
    s.end = end;
  }

  @Override
  public void onRequest(UserAgent a, ServerTransaction t, SipRequest request, long now) {
    a.respond(t, Status.METHOD_NOT_ALLOWED, Body.NONE, now);
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return SimPhone.flow(address, nextHop);
  }

  @Override
  public SipUri contact(Flow flow) {
    return SipUri.of(false, "voicemail", address.getHostString(), address.getPort());
  }
}
