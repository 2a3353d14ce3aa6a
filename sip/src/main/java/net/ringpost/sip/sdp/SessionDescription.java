// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A description of a session's streams, RFC 8866 §5.
 *
 * @param origin the {@code o=} line
 * @param name the {@code s=} line
 * @param connection where streams without an own one are received; null where each has its own
 * @param otherLines {@code i= u= e= p= b= t= r= z= k=} lines as they stand, in order
 * @param attributes of the session, in order
 * @param media the streams, in the order that offer and answer share (RFC 3264 §6)
 */
public record SessionDescription(
    Origin origin,
    String name,
    @Nullable ConnectionData connection,
    List<String> otherLines,
    List<Attribute> attributes,
    List<MediaDescription> media) {
  /** The media type in a Content-Type header. */
  public static final String CONTENT_TYPE = "application/sdp";

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a text would end its line
   */
  public SessionDescription {
    SdpText.line(name, "the session's name");
    otherLines.forEach(line -> SdpText.line(line, "a line"));
    otherLines = List.copyOf(otherLines);
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
  }

  /**
   * Where a stream is received: its own connection, else the session's; empty where neither is
   * told.
   */
  public Optional<ConnectionData> connection(MediaDescription stream) {
    return Optional.ofNullable(stream.connection() == null ? connection : stream.connection());
  }

  /** Which way a stream flows: its own direction, else the session's, else both ways. */
  public Direction direction(MediaDescription stream) {
    return AttributeList.direction(stream.attributes())
        .or(() -> AttributeList.direction(attributes))
        .orElse(Direction.SENDRECV);
  }

  /** The certificate's hashes of a stream, else the session's (RFC 8122 §5). */
  public List<Fingerprint> fingerprints(MediaDescription stream) {
    List<Fingerprint> own =
        AttributeList.all(stream.attributes(), "fingerprint", Fingerprint::parse);
    return own.isEmpty() ? AttributeList.all(attributes, "fingerprint", Fingerprint::parse) : own;
  }

  /** The DTLS role of a stream, else the session's. */
  public Optional<Setup> setup(MediaDescription stream) {
    return AttributeList.setup(stream.attributes()).or(() -> AttributeList.setup(attributes));
  }

  /** The ICE user name fragment of a stream, else the session's (RFC 8839 §5.4). */
  public Optional<String> iceUfrag(MediaDescription stream) {
    return inherited(stream, "ice-ufrag");
  }

  /** The ICE password of a stream, else the session's. */
  public Optional<String> icePassword(MediaDescription stream) {
    return inherited(stream, "ice-pwd");
  }

  /** The ICE options of a stream, else the session's (RFC 8839 §5.6). */
  public List<String> iceOptions(MediaDescription stream) {
    return inherited(stream, "ice-options").map(SdpText::words).orElse(List.of());
  }

  /** The identification of a stream's DTLS association, else the session's (RFC 8842 §4). */
  public Optional<String> tlsId(MediaDescription stream) {
    return inherited(stream, "tls-id");
  }

  /** The stream with that mid (RFC 5888). */
  public Optional<MediaDescription> byMid(String mid) {
    return media.stream().filter(m -> m.mid().filter(mid::equals).isPresent()).findFirst();
  }

  /** Whether the describer does ICE lite (RFC 8839 §5.3). */
  public boolean iceLite() {
    return AttributeList.has(attributes, "ice-lite");
  }

  /** The mids that share one transport (RFC 8843), first group only; empty where there is none. */
  public List<String> bundle() {
    return groups().stream()
        .filter(g -> g.semantics().equals("BUNDLE"))
        .map(MediaGroup::mids)
        .findFirst()
        .orElse(List.of());
  }

  /** The groups of streams (RFC 5888). */
  public List<MediaGroup> groups() {
    return AttributeList.all(attributes, "group", MediaGroup::parse);
  }

  private Optional<String> inherited(MediaDescription stream, String attribute) {
    return stream.value(attribute).or(() -> AttributeList.value(attributes, attribute));
  }

  /** The first stream of this kind that is not refused. */
  public Optional<MediaDescription> first(String kind) {
    return media.stream().filter(m -> m.kind().equals(kind) && !m.refused()).findFirst();
  }

  /** The same with other streams. */
  public SessionDescription withMedia(List<MediaDescription> wanted) {
    return new SessionDescription(origin, name, connection, otherLines, attributes, wanted);
  }

  /** The same with another origin. */
  public SessionDescription withOrigin(Origin wanted) {
    return new SessionDescription(wanted, name, connection, otherLines, attributes, media);
  }

  /** The same with one more session attribute. */
  public SessionDescription with(Attribute attribute) {
    List<Attribute> more = new ArrayList<>(attributes);
    more.add(attribute);
    return new SessionDescription(origin, name, connection, otherLines, more, media);
  }

  /** As it travels, in UTF-8. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As it travels. */
  @Override
  public String toString() {
    return SdpWriter.write(this);
  }
}
