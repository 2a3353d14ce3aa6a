// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.net.InetSocketAddress;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.sip.message.Host;

/** What the media tell, as events of the telephone. */
final class MediaEventMapper {
  private MediaEventMapper() {}

  static PhoneEvent started(int call, MediaEvent.MediaStarted e) {
    return new PhoneEvent.Media(
        call, e.codec().encodingName(), e.encryption(), text(e.local()), text(e.remote()));
  }

  static PhoneEvent statistics(int call, MediaEvent.Statistics e) {
    return new PhoneEvent.Statistics(
        call,
        e.packetsSent(),
        e.packetsReceived(),
        e.packetsLost(),
        e.lossFraction(),
        e.jitterMillis(),
        Double.isNaN(e.roundTripMillis()) ? -1 : e.roundTripMillis(),
        e.levelIn(),
        e.levelOut());
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return Host.bracketed(host) + ":" + address.getPort();
  }
}
