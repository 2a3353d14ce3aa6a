// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One stream: an {@code m=} line and what belongs to it, RFC 8866 §5.14.
 *
 * @param kind {@code audio}, {@code video}, …
 * @param port 0 to 65535; 0 refuses the stream (RFC 3264 §6), but see {@link #bundleOnly()}
 * @param protocol such as {@code RTP/AVP} or {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types as text, most wanted first; at least one
 * @param connection its own, or null where the session's holds
 * @param otherLines {@code i=}, {@code b=}, {@code k=} lines as they stand
 * @param attributes in order
 */
public record MediaDescription(
    String kind,
    int port,
    String protocol,
    List<String> formats,
    @Nullable Connection connection,
    List<String> otherLines,
    List<Attribute> attributes) {
  /** Copies the lists. */
  public MediaDescription {
    formats = List.copyOf(formats);
    otherLines = List.copyOf(otherLines);
    attributes = List.copyOf(attributes);
  }

  /** A stream with these formats and nothing more. */
  public static MediaDescription of(String kind, int port, String protocol, List<String> formats) {
    return new MediaDescription(kind, port, protocol, formats, null, List.of(), List.of());
  }

  /** The first value of an attribute; empty where it is missing. */
  public Optional<String> value(String name) {
    return AttributeList.value(attributes, name);
  }

  /** Whether there is such an attribute. */
  public boolean has(String name) {
    return AttributeList.has(attributes, name);
  }

  /** What its payload types mean, in the order of the attributes; unreadable ones left out. */
  public List<RtpMap> rtpMaps() {
    return AttributeList.all(attributes, "rtpmap", RtpMap::parse);
  }

  /** The parameters of a payload type ({@code a=fmtp}); empty where there are none. */
  public String fmtp(int payloadType) {
    String start = payloadType + " ";
    return attributes.stream()
        .filter(a -> a.name().equals("fmtp") && a.value().startsWith(start))
        .map(a -> a.value().substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }

  /** The ICE candidates; unreadable ones left out (RFC 8839 §5.1). */
  public List<IceCandidate> candidates() {
    return AttributeList.all(attributes, "candidate", IceCandidate::parse);
  }

  /** The SRTP keys; unreadable ones left out. */
  public List<CryptoAttribute> cryptos() {
    return AttributeList.all(attributes, "crypto", CryptoAttribute::parse);
  }

  /** Whether RTP and RTCP share a port (RFC 5761). */
  public boolean rtcpMux() {
    return has("rtcp-mux");
  }

  /** The identification within the session (RFC 5888). */
  public Optional<String> mid() {
    return value("mid");
  }

  /** Whether a port of 0 does not refuse it (RFC 8843 §6). */
  public boolean bundleOnly() {
    return has("bundle-only");
  }

  /** Whether it is refused. */
  public boolean refused() {
    return port == 0 && !bundleOnly();
  }

  /** The port for RTCP where it is told (RFC 3605), the next one to RTP's otherwise. */
  public int rtcpPort() {
    try {
      return value("rtcp")
          .map(v -> Numbers.parse(v.split(" ", 2)[0], 1, 65535, "port"))
          .orElse(port + 1);
    } catch (IllegalArgumentException unreadable) {
      return port + 1;
    }
  }

  /** The same with another port. */
  public MediaDescription withPort(int wanted) {
    return new MediaDescription(
        kind, wanted, protocol, formats, connection, otherLines, attributes);
  }

  /** The same with other formats; attributes stay. */
  public MediaDescription withFormats(List<String> wanted) {
    return new MediaDescription(kind, port, protocol, wanted, connection, otherLines, attributes);
  }

  /** The same with a connection of its own. */
  public MediaDescription withConnection(@Nullable Connection wanted) {
    return new MediaDescription(kind, port, protocol, formats, wanted, otherLines, attributes);
  }

  /** The same with one more attribute at the end. */
  public MediaDescription with(Attribute attribute) {
    List<Attribute> more = new ArrayList<>(attributes);
    more.add(attribute);
    return new MediaDescription(kind, port, protocol, formats, connection, otherLines, more);
  }

  /** The same without the attributes that {@code unwanted} accepts. */
  public MediaDescription without(Predicate<Attribute> unwanted) {
    List<Attribute> rest = attributes.stream().filter(unwanted.negate()).toList();
    return new MediaDescription(kind, port, protocol, formats, connection, otherLines, rest);
  }

  /** The same with this direction instead of any other. */
  public MediaDescription withDirection(Direction direction) {
    return without(MediaDescription::isDirection).with(Attribute.of(direction.attribute()));
  }

  private static boolean isDirection(Attribute attribute) {
    return AttributeList.direction(List.of(attribute)).isPresent();
  }
}
