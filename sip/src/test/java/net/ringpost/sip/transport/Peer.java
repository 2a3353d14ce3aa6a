// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;

/** A transport with an element above that answers 200 to every request and keeps what came. */
final class Peer implements TransactionUser, AutoCloseable {
  private static final AtomicInteger SERIAL = new AtomicInteger();

  final SipTransport transport;
  final List<SipRequest> requests = new CopyOnWriteArrayList<>();
  final List<Flow> flows = new CopyOnWriteArrayList<>();
  volatile byte[] answerBody = new byte[0];

  /** Whether answers wait for {@link #answerHeld}. */
  volatile boolean hold;

  private final List<ServerTransaction> held = new CopyOnWriteArrayList<>();

  private Peer(TransportOptions options) {
    transport = SipTransport.create(options);
  }

  static Peer start(TransportOptions options) {
    Peer peer = new Peer(options);
    peer.transport.start((engine, wire) -> peer);
    return peer;
  }

  /** UDP and TCP at free ports. */
  static TransportOptions at(InetAddress address) {
    return TransportOptions.at(address).withUdpPort(0).withTcpPort(0);
  }

  static TransportOptions local() {
    return at(InetAddress.getLoopbackAddress());
  }

  Flow to(Peer other, TransportProtocol protocol) {
    return transport.flowTo(protocol, other.transport.bound(protocol));
  }

  /** Sends a request; the future fails with the reason if there is no answer. */
  CompletableFuture<SipResponse> ask(String method, Flow to) {
    return ask(request(method), to);
  }

  static SipRequest request(String method) {
    SipRequest plain = Fixtures.request(method);
    return plain.withHeaders(
        plain
            .headers()
            .edit()
            .remove(HeaderName.VIA)
            .set(HeaderName.CALL_ID, "call-" + SERIAL.incrementAndGet())
            .build());
  }

  CompletableFuture<SipResponse> ask(SipRequest request, Flow to) {
    CompletableFuture<SipResponse> answer = new CompletableFuture<>();
    Engine engine = transport.engine();
    transport
        .loop()
        .execute(
            () -> {
              var unused = engine.request(request, to, new Answer(answer), System.nanoTime());
            });
    return answer;
  }

  SipResponse answer(String method, Flow to) throws Exception {
    return ask(method, to).get(20, TimeUnit.SECONDS);
  }

  InetSocketAddress udp() {
    return transport.bound(TransportProtocol.UDP);
  }

  InetSocketAddress tcp() {
    return transport.bound(TransportProtocol.TCP);
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    requests.add(request);
    flows.add(transaction.flow());
    if (hold) {
      held.add(transaction);
    } else {
      answer(transaction, request, now);
    }
  }

  void answerHeld() {
    transport.loop().execute(() -> held.forEach(t -> answer(t, t.request(), System.nanoTime())));
  }

  private void answer(ServerTransaction transaction, SipRequest request, long now) {
    SipResponse ok = SipResponse.to(request, Status.OK, null, "b");
    SipResponse full = answerBody.length == 0 ? ok : ok.withBody("text/plain", answerBody);
    transport.engine().respond(transaction, full, now);
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    requests.add(ack);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {}

  @Override
  public void close() {
    transport.close();
  }

  private record Answer(CompletableFuture<SipResponse> future) implements ResponseHandler {
    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isFinal()) {
        future.complete(response);
      }
    }

    @Override
    public void onTimeout(long now) {
      future.completeExceptionally(new IllegalStateException("timeout"));
    }

    @Override
    public void onUnreachable(String reason, long now) {
      future.completeExceptionally(new IllegalStateException(reason));
    }
  }
}
