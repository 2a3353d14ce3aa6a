// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import javax.media.MediaError;
import net.ringpost.media.transport.VirtualSocket;
import org.jitsi.service.neomedia.AudioMediaStream;
import org.jitsi.service.neomedia.DefaultStreamConnector;
import org.jitsi.service.neomedia.MediaDirection;
import org.jitsi.service.neomedia.MediaService;
import org.jitsi.service.neomedia.MediaStream;
import org.jitsi.service.neomedia.MediaStreamTarget;
import org.jitsi.service.neomedia.format.MediaFormat;

/**
 * Encodes and decodes one codec by a libjitsi stream between virtual sockets. The codec cannot be
 * changed: libjitsi would fall silent; make a new stream instead.
 */
final class AudioStream implements AutoCloseable {
  /** Takes the RTP packets that libjitsi made; the buffer is reused after the call. */
  interface Outlet {
    void rtp(byte[] data, int offset, int length);
  }

  /** Addresses that only libjitsi sees; the transport decides where packets really go. */
  private static final InetSocketAddress HERE = at(4);

  private static final InetSocketAddress HERE_CONTROL = at(5);
  private static final InetSocketAddress THERE = at(6);
  private static final InetSocketAddress THERE_CONTROL = at(7);

  private final VirtualSocket rtp;
  private final VirtualSocket control;
  private final MediaStream stream;
  private final SourceCapture capture = new SourceCapture();
  private final DecoderGate gate = new DecoderGate();

  /**
   * Builds the stream and starts it; costs up to a second in a process that has not warmed up.
   *
   * @param payloadType the payload type number of both directions
   * @throws SocketException when the system has no file descriptors left
   */
  AudioStream(AudioCodec codec, int payloadType, Playout playout, Outlet outlet)
      throws SocketException {
    MediaService media = MediaLibrary.service();
    rtp = new Pipe(HERE, outlet, gate);
    control = new Pipe(HERE_CONTROL, (data, offset, length) -> {}, gate);
    BridgeDevice device = new BridgeDevice(capture, new PlayoutRenderer(playout, gate));
    stream = media.createMediaStream(new DefaultStreamConnector(rtp, control), device, null);
    stream.setName("audio");
    stream.setDirection(MediaDirection.SENDRECV);
    MediaFormat format =
        media
            .getFormatFactory()
            .createMediaFormat(codec.encodingName(), codec.clockRate(), codec.channels());
    if (format == null || !(stream instanceof AudioMediaStream)) {
      throw new IllegalStateException("libjitsi has no " + codec);
    }
    stream.addDynamicRTPPayloadType((byte) payloadType, format);
    stream.setFormat(format);
    stream.setTarget(new MediaStreamTarget(THERE, THERE_CONTROL));
    stream.start();
  }

  /** Encodes a frame. */
  void send(short[] frame) {
    capture.push(frame);
  }

  /** Decodes an RTP packet. */
  void receive(byte[] data, int length) {
    boolean unused = rtp.offer(Arrays.copyOf(data, length), THERE);
  }

  /**
   * Ends the stream, in a thread of its own: libjitsi waits for its player, and when the stream has
   * only just begun it has been seen to wait for ever.
   */
  @Override
  public void close() {
    rtp.close();
    control.close();
    Thread.ofPlatform().daemon().name("media-stream-end").start(this::end);
  }

  private void end() {
    try {
      stream.stop();
      stream.close();
    } catch (MediaError e) {
      // Its player started while it was being closed; our sockets are closed already.
      return;
    }
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static final class Pipe extends VirtualSocket {
    private final Outlet outlet;
    private final DecoderGate gate;

    Pipe(InetSocketAddress local, Outlet outlet, DecoderGate gate) throws SocketException {
      super(local);
      this.outlet = outlet;
      this.gate = gate;
    }

    @Override
    public void receive(DatagramPacket packet) throws SocketException {
      super.receive(packet);
      try {
        gate.enter();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SocketException("interrupted");
      }
    }

    @Override
    protected void transmit(byte[] data, int offset, int length, InetSocketAddress to) {
      outlet.rtp(data, offset, length);
    }
  }
}
