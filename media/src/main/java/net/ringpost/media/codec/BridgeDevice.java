// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import javax.media.Renderer;
import javax.media.protocol.CaptureDevice;
import org.jitsi.impl.neomedia.device.AudioMediaDeviceImpl;
import org.jitsi.service.neomedia.MediaDirection;

/** What libjitsi takes for a headset: our source and our playout. */
final class BridgeDevice extends AudioMediaDeviceImpl {
  private final SourceCapture capture;
  private final PlayoutRenderer renderer;

  BridgeDevice(SourceCapture capture, PlayoutRenderer renderer) {
    this.capture = capture;
    this.renderer = renderer;
  }

  @Override
  protected synchronized CaptureDevice createCaptureDevice() {
    return capture;
  }

  @Override
  protected Renderer createRenderer() {
    return renderer;
  }

  @Override
  public MediaDirection getDirection() {
    return MediaDirection.SENDRECV;
  }
}
