// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.transport.Candidate;
import net.ringpost.media.transport.CertificateFingerprint;
import net.ringpost.media.transport.RemoteTransport;
import net.ringpost.sip.sdp.Attribute;
import net.ringpost.sip.sdp.ConnectionData;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.EventList;
import net.ringpost.sip.sdp.IceCandidate;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.OpusParameters;
import net.ringpost.sip.sdp.RtcpAddress;
import net.ringpost.sip.sdp.RtpMap;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** Finds what a peer's description says about sound and pictures. */
final class DescriptionReader {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final String BROADCAST = "255.255.255.255";
  private static final Set<String> CANDIDATE_TYPES = Set.of("host", "srflx", "prflx", "relay");

  /** In milliseconds. */
  private static final int SHORTEST_PACKET = 10;

  private static final int LONGEST_PACKET = 60;

  /** What the headers of 50 packets a second take (IP, UDP, RTP), bits per second. */
  private static final int OVERHEAD = 50 * 40 * 8;

  /** What Opus can be told, bits per second. */
  private static final int LEAST_BITRATE = 6000;

  private static final int MOST_BITRATE = 510_000;

  private DescriptionReader() {}

  /**
   * The audio lines that are offered in a way we know, in order.
   *
   * @throws UnacceptableOfferException when there are none
   */
  static List<RemoteMedia> sound(SessionDescription session) throws UnacceptableOfferException {
    List<RemoteMedia> found = lines(session, "audio");
    if (found.isEmpty()) {
      throw new UnacceptableOfferException(
          "the other side describes "
              + session
                  .first("audio")
                  .map(line -> "sound only by " + line.protocol() + " without a usable address")
                  .orElse("no sound"));
    }
    return found;
  }

  /** The video lines that are offered in a way we know, in order. */
  static List<RemoteMedia> pictures(SessionDescription session) {
    return lines(session, "video");
  }

  private static List<RemoteMedia> lines(SessionDescription session, String kind) {
    List<RemoteMedia> found = new ArrayList<>();
    for (int i = 0; i < session.media().size(); i++) {
      MediaDescription line = session.media().get(i);
      Profile profile = Profile.of(line.protocol());
      if (line.kind().equals(kind) && !line.refused() && profile != null) {
        RemoteMedia media = media(session, line, i, profile);
        if (media != null) {
          found.add(media);
        }
      }
    }
    return found;
  }

  /** The line that tells the transport of a line: RFC 8843 §7.2.1, §7.3.1. */
  private static MediaDescription carrier(SessionDescription session, MediaDescription line) {
    List<String> bundle = session.bundle();
    Profile profile = Profile.of(line.protocol());
    boolean keyless = profile != null && profile.dtls() && session.fingerprints(line).isEmpty();
    boolean carried = line.port() == 0 ? line.bundleOnly() : keyless;
    return carried && line.mid().filter(bundle::contains).isPresent()
        ? session.byMid(bundle.getFirst()).orElse(line)
        : line;
  }

  private static @Nullable RemoteMedia media(
      SessionDescription session, MediaDescription own, int index, Profile profile) {
    MediaDescription line = carrier(session, own);
    ConnectionData connection = session.connection(line).orElse(null);
    InetAddress address = connection == null ? null : literal(connection.address());
    RemoteTransport.Ice ice = ice(session, line);
    if (address == null) {
      if (ice == null) {
        return null;
      }
      // A name or nothing: ICE has the addresses.
      address = InetAddress.getLoopbackAddress();
    }
    Direction direction = session.direction(own);
    if (connection != null && connection.zero() && ice == null) {
      // RFC 3264 §8.4: an old way to say that it does not want to hear.
      direction = direction.sends() ? Direction.SENDONLY : Direction.INACTIVE;
    }
    return new RemoteMedia(
        index,
        own.mid().orElse(null),
        profile,
        new InetSocketAddress(address, line.port()),
        rtcp(line, address),
        line.rtcpMux(),
        ice,
        fingerprints(session, line),
        session.setup(line).orElse(null),
        direction,
        formats(own));
  }

  /** RFC 3605 §2.1: it may have an address of its own. */
  private static InetSocketAddress rtcp(MediaDescription line, InetAddress rtp) {
    ConnectionData told = line.rtcp().map(RtcpAddress::connection).orElse(null);
    InetAddress own = told == null ? null : literal(told.address());
    return new InetSocketAddress(own == null ? rtp : own, Math.min(65_535, line.rtcpPort()));
  }

  private static List<CertificateFingerprint> fingerprints(
      SessionDescription session, MediaDescription line) {
    return session.fingerprints(line).stream()
        .map(f -> new CertificateFingerprint(f.hash(), f.value()))
        .filter(CertificateFingerprint::checkable)
        .toList();
  }

  private static RemoteTransport.@Nullable Ice ice(
      SessionDescription session, MediaDescription line) {
    String ufrag = session.iceUfrag(line).orElse(null);
    String password = session.icePassword(line).orElse(null);
    List<Candidate> candidates = new ArrayList<>();
    for (IceCandidate c : line.candidates()) {
      InetAddress address = literal(c.address());
      // RFC 8445 §5.1.1.1: TCP candidates and names (.local) are passed over.
      if (address != null
          && c.transport().equals("udp")
          && c.port() > 0
          && c.component() <= 2
          && CANDIDATE_TYPES.contains(c.type())) {
        candidates.add(
            new Candidate(
                c.foundation(),
                c.component(),
                c.priority(),
                new InetSocketAddress(address, c.port()),
                c.type()));
      }
    }
    return ufrag == null || password == null || candidates.isEmpty()
        ? null
        : new RemoteTransport.Ice(ufrag, password, candidates, session.iceLite());
  }

  private static List<Format> formats(MediaDescription line) {
    Map<Integer, Format> known = new HashMap<>();
    for (AudioCodec codec : List.of(AudioCodec.PCMU, AudioCodec.PCMA)) {
      // RFC 3551 §6: these need no rtpmap.
      RtpMap map =
          new RtpMap(
              codec.payloadType(), codec.encodingName(), codec.clockRate(), codec.channels());
      known.put(codec.payloadType(), format(line, map));
    }
    for (RtpMap map : line.rtpMaps()) {
      known.put(map.payloadType(), format(line, map));
    }
    List<Format> formats = new ArrayList<>();
    for (String type : line.formats()) {
      Format format = type.matches("[0-9]{1,3}") ? known.get(Integer.valueOf(type)) : null;
      if (format != null) {
        formats.add(format);
      }
    }
    return formats;
  }

  private static Format format(MediaDescription line, RtpMap map) {
    return new Format(
        map.payloadType(),
        map.encoding(),
        map.clockRate(),
        map.channels(),
        maxBitrate(line, map),
        feedback(line, map.payloadType()),
        keys(line, map),
        packetMillis(line));
  }

  /** RFC 8866 §6.4 is a wish, §6.5 a limit; what is not in steps of 10 ms is rounded down. */
  private static int packetMillis(MediaDescription line) {
    int wish = line.ptime().orElse(AudioFormatChoice.PACKET_MILLIS);
    int limit = line.maxPtime().orElse(LONGEST_PACKET);
    return Math.clamp(Math.min(wish, limit) / 10 * 10L, SHORTEST_PACKET, LONGEST_PACKET);
  }

  /** RFC 4733 §2.4.1; who lists nothing that can be read takes all. */
  private static int keys(MediaDescription line, RtpMap map) {
    EventList events = EventList.parse(line.fmtp(map.payloadType()));
    int keys = 0;
    for (int event = 0; event < Integer.SIZE / 2; event++) {
      keys |= events.has(event) ? 1 << event : 0;
    }
    boolean lists = map.encoding().equalsIgnoreCase(Format.EVENTS) && !events.toString().isEmpty();
    return lists ? keys : net.ringpost.media.codec.TelephoneEvents.ALL_KEYS;
  }

  private static List<String> feedback(MediaDescription line, int payloadType) {
    List<String> all = new ArrayList<>();
    for (Attribute attribute : line.attributes()) {
      String[] words = attribute.value().strip().split(" +", 2);
      boolean ours = words[0].equals("*") || words[0].equals(Integer.toString(payloadType));
      if (attribute.name().equals("rtcp-fb") && words.length == 2 && ours) {
        all.add(words[1]);
      }
    }
    return all;
  }

  private static int maxBitrate(MediaDescription line, RtpMap map) {
    if (!map.encoding().equalsIgnoreCase(AudioCodec.OPUS.encodingName())) {
      return 0;
    }
    int most = OpusParameters.parse(line.fmtp(map.payloadType())).maxAverageBitrate();
    // RFC 8866 §5.8: with all headers, in kbit/s. RFC 3890 §6.2.2: without them, in bit/s.
    long all = bandwidth(line, "AS") * 1000;
    long limit = all == 0 ? bandwidth(line, "TIAS") : Math.max(1, all - OVERHEAD);
    if (limit == 0 || (most != 0 && most <= limit)) {
      return most;
    }
    return Math.clamp(limit, LEAST_BITRATE, MOST_BITRATE);
  }

  /** What a b= line of that type says; 0 if there is none. */
  private static long bandwidth(MediaDescription line, String type) {
    String start = "b=" + type + ":";
    return line.otherLines().stream()
        .filter(l -> l.startsWith(start))
        .map(l -> l.substring(start.length()).strip())
        .filter(number -> number.matches("[0-9]{1,9}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /**
   * An address that stands there as such; null for a name, which is not looked up, and for one of
   * many: sound to a whole network helps nobody.
   */
  private static @Nullable InetAddress literal(String text) {
    if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      return null;
    }
    try {
      InetAddress address = InetAddress.getByName(text);
      return address.isMulticastAddress() || text.equals(BROADCAST) ? null : address;
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
