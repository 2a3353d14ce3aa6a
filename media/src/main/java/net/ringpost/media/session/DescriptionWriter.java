// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.ringpost.media.transport.Candidate;
import net.ringpost.sip.sdp.Attribute;
import net.ringpost.sip.sdp.ConnectionData;
import net.ringpost.sip.sdp.Fingerprint;
import net.ringpost.sip.sdp.IceCandidate;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.MediaGroup;
import net.ringpost.sip.sdp.Origin;
import net.ringpost.sip.sdp.RtpMap;
import net.ringpost.sip.sdp.SessionDescription;

/** Writes our descriptions. */
final class DescriptionWriter {
  private DescriptionWriter() {}

  /** More than enough for the pictures of a message, kbit/s. */
  private static final int VIDEO_BANDWIDTH = 1500;

  /** What a first description of sound and pictures begins with: two lines with their names. */
  static List<MediaDescription> named() {
    return List.of(named("audio", "0"), named("video", "1"));
  }

  private static MediaDescription named(String kind, String mid) {
    return MediaDescription.of(kind, 0, Profile.AVP.token(), List.of("0"))
        .with(new Attribute("mid", mid));
  }

  /**
   * A whole description.
   *
   * @param ours which lines are ours, by their place; the others are refused
   * @param lines of the description that it answers or follows, empty for a first one of sound: RFC
   *     3264 §6, §8 want as many lines again, in the same order
   * @param bundle the names of the lines that share one transport; empty: none
   */
  static SessionDescription write(
      Map<Integer, LocalMedia> ours,
      long sessionId,
      long version,
      List<MediaDescription> lines,
      List<String> bundle) {
    LocalMedia any = ours.values().iterator().next();
    ConnectionData here = ConnectionData.of(any.rtp().getAddress());
    List<MediaDescription> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      MediaDescription line = lines.get(i);
      LocalMedia own = ours.get(i);
      all.add(own == null ? refused(line) : withMid(line(own), line));
    }
    if (all.isEmpty()) {
      all.add(line(any));
    }
    List<Attribute> group =
        bundle.isEmpty() ? List.of() : List.of(new MediaGroup("BUNDLE", bundle).attribute());
    return new SessionDescription(
        new Origin("-", Long.toString(sessionId), Long.toString(version), here),
        "-",
        here,
        List.of("t=0 0"),
        group,
        all);
  }

  private static MediaDescription refused(MediaDescription line) {
    return withMid(MediaDescription.of(line.kind(), 0, line.protocol(), line.formats()), line);
  }

  private static MediaDescription withMid(MediaDescription ours, MediaDescription line) {
    return line.mid().map(mid -> ours.with(new Attribute("mid", mid))).orElse(ours);
  }

  private static MediaDescription line(LocalMedia media) {
    boolean pictures = media.kind().equals("video");
    List<Attribute> attributes = new ArrayList<>();
    addFormats(media, attributes);
    if (!pictures) {
      attributes.add(new Attribute("ptime", "20"));
    }
    if (!media.carried()) {
      addTransport(media, attributes);
    } else if (media.mux()) {
      attributes.add(Attribute.of("rtcp-mux"));
    }
    attributes.add(Attribute.of(media.direction().attribute()));
    return new MediaDescription(
        media.kind(),
        media.rtp().getPort(),
        media.profile().token(),
        media.formats().stream().map(f -> Integer.toString(f.payloadType())).toList(),
        null,
        pictures ? List.of("b=AS:" + VIDEO_BANDWIDTH) : List.of(),
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
      f.feedback()
          .forEach(fb -> attributes.add(new Attribute("rtcp-fb", f.payloadType() + " " + fb)));
    }
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
            ConnectionData.of(c.address().getAddress()).address(),
            c.address().getPort(),
            c.type(),
            List.of())
        .attribute();
  }
}
