// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One stream: an {@code m=} line and what belongs to it, RFC 8866 §5.14.
 *
 * @param kind {@code audio}, {@code video}, …
 * @param port 0 to 65535; 0 refuses the stream (RFC 3264 §6), but see {@link #bundleOnly()}
 * @param portCount how many ports of layered streams follow one another (RFC 8866 §5.14); 1 mostly
 * @param protocol such as {@code RTP/AVP} or {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types as text, most wanted first; at least one
 * @param connection its own, or null where the session's holds
 * @param otherLines {@code i=}, {@code b=}, {@code k=} lines as they stand
 * @param attributes in order
 */
public record MediaDescription(
    String kind,
    int port,
    int portCount,
    String protocol,
    List<String> formats,
    @Nullable ConnectionData connection,
    List<String> otherLines,
    List<Attribute> attributes) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no format, or a text would break its line
   */
  public MediaDescription {
    SdpText.word(kind, "the kind");
    SdpText.word(protocol, "the protocol");
    formats.forEach(format -> SdpText.word(format, "a format"));
    otherLines.forEach(line -> SdpText.line(line, "a line"));
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("a stream needs a format");
    }
    formats = List.copyOf(formats);
    otherLines = List.copyOf(otherLines);
    attributes = List.copyOf(attributes);
  }

  /** A stream on one port. */
  public MediaDescription(
      String kind,
      int port,
      String protocol,
      List<String> formats,
      @Nullable ConnectionData connection,
      List<String> otherLines,
      List<Attribute> attributes) {
    this(kind, port, 1, protocol, formats, connection, otherLines, attributes);
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

  /** Where RTCP is received, if that is told (RFC 3605). */
  public Optional<RtcpAddress> rtcp() {
    return AttributeList.all(attributes, "rtcp", RtcpAddress::parse).stream().findFirst();
  }

  /** The port for RTCP where it is told (RFC 3605), the next one to RTP's otherwise. */
  public int rtcpPort() {
    return rtcp().map(RtcpAddress::port).orElse(port + 1);
  }

  /**
   * What a format means: its rtpmap, or for a static payload type the meaning given by RFC 3551 §6.
   */
  public Optional<RtpMap> codec(String format) {
    return rtpMaps().stream()
        .filter(map -> Integer.toString(map.payloadType()).equals(format))
        .findFirst()
        .or(() -> StaticPayloadTypes.find(format));
  }

  /** What its formats mean, most wanted first; those without a meaning left out. */
  public List<RtpMap> codecs() {
    return formats.stream().flatMap(format -> codec(format).stream()).toList();
  }

  /** Milliseconds of sound in a packet ({@code a=ptime}, RFC 8866 §6.4); empty if not told. */
  public OptionalInt ptime() {
    return AttributeList.number(attributes, "ptime");
  }

  /** The most milliseconds of sound in a packet ({@code a=maxptime}, RFC 8866 §6.5). */
  public OptionalInt maxPtime() {
    return AttributeList.number(attributes, "maxptime");
  }

  /** Whether all its candidates are told (RFC 8840 §8.2). */
  public boolean endOfCandidates() {
    return has("end-of-candidates");
  }

  /** The candidates that the offerer chose of its peer's (RFC 8839 §5.2). */
  public List<RemoteCandidate> remoteCandidates() {
    return value("remote-candidates").map(RemoteCandidate::parseAll).orElse(List.of());
  }

  /** The stream and track of a browser (RFC 8830), as they stand. */
  public Optional<String> msid() {
    return value("msid");
  }

  /** The same with another port. */
  public MediaDescription withPort(int wanted) {
    return new MediaDescription(
        kind, wanted, portCount, protocol, formats, connection, otherLines, attributes);
  }

  /** The same with other formats; attributes stay. */
  public MediaDescription withFormats(List<String> wanted) {
    return new MediaDescription(
        kind, port, portCount, protocol, wanted, connection, otherLines, attributes);
  }

  /** The same with a connection of its own; null for none. */
  public MediaDescription withConnection(@Nullable ConnectionData wanted) {
    return new MediaDescription(
        kind, port, portCount, protocol, formats, wanted, otherLines, attributes);
  }

  /** The same with other attributes. */
  public MediaDescription withAttributes(List<Attribute> wanted) {
    return new MediaDescription(
        kind, port, portCount, protocol, formats, connection, otherLines, wanted);
  }

  /** The same with one more attribute at the end. */
  public MediaDescription with(Attribute attribute) {
    List<Attribute> more = new ArrayList<>(attributes);
    more.add(attribute);
    return withAttributes(more);
  }

  /** The same without the attributes that {@code unwanted} accepts. */
  public MediaDescription without(Predicate<Attribute> unwanted) {
    return withAttributes(attributes.stream().filter(unwanted.negate()).toList());
  }

  /** The same with this direction instead of any other. */
  public MediaDescription withDirection(Direction direction) {
    return without(MediaDescription::isDirection).with(Attribute.of(direction.attribute()));
  }

  private static boolean isDirection(Attribute attribute) {
    return AttributeList.direction(List.of(attribute)).isPresent();
  }
}
