// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** One call's end in libwebrtc, the engine of Chromium and of most telephones on phones. */
@NullMarked
final class Libwebrtc implements AutoCloseable {
  private final CompletableFuture<Long> connected = new CompletableFuture<>();
  private final CompletableFuture<Void> gathered = new CompletableFuture<>();
  private final RTCPeerConnection connection;

  Libwebrtc(PeerConnectionFactory engine) {
    connection = engine.createPeerConnection(new RTCConfiguration(), new Told());
    connection.addTrack(
        engine.createAudioTrack("sound", engine.createAudioSource(new AudioOptions())),
        List.of("call"));
  }

  /** What all calls of a process share; without sound devices, as their lack ends the process. */
  static PeerConnectionFactory engine() {
    return new PeerConnectionFactory(new HeadlessAudioDeviceModule());
  }

  /** Its offer, with its candidates. */
  String offer() {
    CompletableFuture<RTCSessionDescription> made = new CompletableFuture<>();
    connection.createOffer(new RTCOfferOptions(), new Made(made));
    return local(made);
  }

  /** Its answer, with its candidates. */
  String answer(String offer) {
    remote(RTCSdpType.OFFER, offer);
    CompletableFuture<RTCSessionDescription> made = new CompletableFuture<>();
    connection.createAnswer(new RTCAnswerOptions(), new Made(made));
    return local(made);
  }

  /** Takes the answer to its offer. */
  void accept(String answer) {
    remote(RTCSdpType.ANSWER, answer);
  }

  private String local(CompletableFuture<RTCSessionDescription> made) {
    CompletableFuture<Void> set = new CompletableFuture<>();
    connection.setLocalDescription(soon(made), new Done(set));
    soon(set);
    soon(gathered);
    return connection.getLocalDescription().sdp;
  }

  private void remote(RTCSdpType type, String description) {
    CompletableFuture<Void> set = new CompletableFuture<>();
    connection.setRemoteDescription(new RTCSessionDescription(type, description), new Done(set));
    soon(set);
  }

  private static <T> T soon(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** When ICE and DTLS were over on this end, on the scale of {@link System#nanoTime}. */
  CompletableFuture<Long> connected() {
    return connected;
  }

  @Override
  public void close() {
    connection.close();
  }

  private final class Told implements PeerConnectionObserver {
    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {}

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
      if (state == RTCIceGatheringState.COMPLETE) {
        gathered.complete(null);
      }
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
      if (state == RTCPeerConnectionState.CONNECTED) {
        connected.complete(System.nanoTime());
      } else if (state == RTCPeerConnectionState.FAILED) {
        connected.completeExceptionally(new AssertionError("libwebrtc's connection failed"));
      }
    }
  }

  private record Made(CompletableFuture<RTCSessionDescription> made)
      implements CreateSessionDescriptionObserver {
    @Override
    public void onSuccess(RTCSessionDescription description) {
      made.complete(description);
    }

    @Override
    public void onFailure(String reason) {
      made.completeExceptionally(new AssertionError(reason));
    }
  }

  private record Done(CompletableFuture<Void> done) implements SetSessionDescriptionObserver {
    @Override
    public void onSuccess() {
      done.complete(null);
    }

    @Override
    public void onFailure(String reason) {
      done.completeExceptionally(new AssertionError(reason));
    }
  }
}
