// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.transport.Candidate;
import net.ringpost.sip.sdp.Attribute;
import net.ringpost.sip.sdp.Connection;
import net.ringpost.sip.sdp.Fingerprint;
import net.ringpost.sip.sdp.IceCandidate;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.Origin;
import net.ringpost.sip.sdp.RtpMap;
import net.ringpost.sip.sdp.SessionDescription;

/** Writes our descriptions. */
final class DescriptionWriter {
  private DescriptionWriter() {}

  /**
   * A whole description.
   *
   * @param lines of the description that it answers or follows, empty for the first: RFC 3264 §6,
   *     §8 want as many lines again, in the same order
   * @param index which of them is ours; the others are refused
   */
  static SessionDescription write(
      LocalMedia media, long sessionId, long version, List<MediaDescription> lines, int index) {
    Connection here = Connection.of(media.rtp().getAddress());
    List<MediaDescription> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      MediaDescription line = lines.get(i);
      all.add(i == index ? withMid(audio(media), line) : refused(line));
    }
    if (all.isEmpty()) {
      all.add(audio(media));
    }
    return new SessionDescription(
        new Origin("-", Long.toString(sessionId), Long.toString(version), here),
        "-",
        here,
        List.of("t=0 0"),
        List.of(),
        all);
  }

  private static MediaDescription refused(MediaDescription line) {
    return withMid(MediaDescription.of(line.kind(), 0, line.protocol(), line.formats()), line);
  }

  private static MediaDescription withMid(MediaDescription ours, MediaDescription line) {
    return line.mid().map(mid -> ours.with(new Attribute("mid", mid))).orElse(ours);
  }

  private static MediaDescription audio(LocalMedia media) {
    List<Attribute> attributes = new ArrayList<>();
    addFormats(media, attributes);
    addTransport(media, attributes);
    attributes.add(Attribute.of(media.direction().attribute()));
    return new MediaDescription(
        "audio",
        media.rtp().getPort(),
        media.profile().token(),
        media.formats().stream().map(f -> Integer.toString(f.payloadType())).toList(),
        null,
        List.of(),
        attributes);
  }

  private static void addFormats(LocalMedia media, List<Attribute> attributes) {
    for (Format f : media.formats()) {
      attributes.add(
          new RtpMap(f.payloadType(), f.name(), f.clockRate(), f.channels()).attribute());
      if (f.isEvents()) {
        attributes.add(new Attribute("fmtp", f.payloadType() + " 0-15"));
      } else if (f.name().equalsIgnoreCase("opus")) {
        attributes.add(new Attribute("fmtp", f.payloadType() + " useinbandfec=1"));
      }
    }
    attributes.add(new Attribute("ptime", "20"));
  }

  private static void addTransport(LocalMedia media, List<Attribute> attributes) {
    attributes.add(new Attribute("rtcp", Integer.toString(media.rtcp().getPort())));
    if (media.mux()) {
      attributes.add(Attribute.of("rtcp-mux"));
    }
    if (media.fingerprint() != null && media.setup() != null) {
      attributes.add(
          new Fingerprint(media.fingerprint().hash(), media.fingerprint().value()).attribute());
      attributes.add(new Attribute("setup", media.setup().text()));
    }
    if (media.ice() != null) {
      attributes.add(new Attribute("ice-ufrag", media.ice().ufrag()));
      attributes.add(new Attribute("ice-pwd", media.ice().password()));
      media.ice().candidates().forEach(c -> attributes.add(candidate(c)));
    }
  }

  private static Attribute candidate(Candidate c) {
    return new IceCandidate(
            c.foundation(),
            c.component(),
            "udp",
            c.priority(),
            Connection.of(c.address().getAddress()).address(),
            c.address().getPort(),
            c.type(),
            List.of())
        .attribute();
  }
}
