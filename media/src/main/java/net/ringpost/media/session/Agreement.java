// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.List;
import java.util.Objects;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.VideoFormatChoice;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * What we make of a peer's description: what is used of it, and how. Without any state.
 *
 * @param sound the line for sound, with the transport that it uses
 * @param soundFormats those of our line
 * @param pictures null: none, their line is refused
 * @param bundled whether pictures use the transport of the sound
 * @param bundle the names of our lines that share a transport, as they stand in the group
 */
record Agreement(
    RemoteMedia sound,
    List<Format> soundFormats,
    AudioFormatChoice soundChoice,
    @Nullable Pictures pictures,
    boolean bundled,
    List<String> bundle) {
  /**
   * What is used of a line for pictures.
   *
   * @param formats those of our line
   */
  record Pictures(RemoteMedia remote, List<Format> formats, VideoFormatChoice choice) {}

  /** Whether the line for pictures tells the transport of both (RFC 8843 §7.3.1). */
  boolean picturesCarry() {
    return bundled && pictures != null && isFirst(bundle, pictures.remote());
  }

  private static boolean isFirst(List<String> bundle, RemoteMedia media) {
    return bundle.getFirst().equals(media.mid());
  }

  /**
   * What we answer to an offer.
   *
   * @throws UnacceptableOfferException when we cannot agree on sound
   */
  static Agreement onOffer(SessionDescription offer, LineSettings settings)
      throws UnacceptableOfferException {
    RemoteMedia sound = Negotiation.choose(DescriptionReader.sound(offer), settings.encryption());
    List<Format> formats = Formats.answered(settings.codecs(), sound.formats());
    AudioFormatChoice choice = Formats.agreed(settings.codecs(), formats, sound.formats());
    return of(offer, sound, formats, choice, offered(offer, settings), settings);
  }

  private static @Nullable Pictures offered(SessionDescription offer, LineSettings settings) {
    if (!settings.video().sends() && !settings.video().receives()) {
      return null;
    }
    for (RemoteMedia line : DescriptionReader.pictures(offer)) {
      Format format = VideoFormats.answered(line.formats());
      if (format != null && Negotiation.mayUse(line, settings.encryption())) {
        List<Format> ours = List.of(format);
        VideoFormatChoice choice =
            Objects.requireNonNull(VideoFormats.agreed(ours, line.formats()));
        return new Pictures(line, ours, choice);
      }
    }
    return null;
  }

  /**
   * What an answer to our offer says.
   *
   * @param sound what we offered
   * @param pictures likewise, null if none were
   * @param picturesLine in which line
   * @throws UnacceptableOfferException when it is none that we can work with
   */
  static Agreement onAnswer(
      SessionDescription answer,
      LocalMedia sound,
      @Nullable LocalMedia pictures,
      int picturesLine,
      LineSettings settings)
      throws UnacceptableOfferException {
    RemoteMedia peer = Negotiation.choose(DescriptionReader.sound(answer), settings.encryption());
    if (peer.profile().dtls() != sound.profile().dtls()
        || peer.profile().plain() != sound.profile().plain()) {
      throw new UnacceptableOfferException(
          "offered was " + sound.profile().token() + ", answered " + peer.profile().token());
    }
    AudioFormatChoice choice = Formats.agreed(settings.codecs(), sound.formats(), peer.formats());
    Pictures seen = pictures == null ? null : answered(answer, pictures, picturesLine, settings);
    return of(answer, peer, sound.formats(), choice, seen, settings);
  }

  private static @Nullable Pictures answered(
      SessionDescription answer, LocalMedia offered, int index, LineSettings settings) {
    for (RemoteMedia line : DescriptionReader.pictures(answer)) {
      VideoFormatChoice choice = VideoFormats.agreed(offered.formats(), line.formats());
      boolean alike = line.profile().plain() == offered.profile().plain();
      if (line.line() == index
          && choice != null
          && alike
          && Negotiation.mayUse(line, settings.encryption())) {
        return new Pictures(line, offered.formats(), choice);
      }
    }
    return null;
  }

  private static Agreement of(
      SessionDescription theirs,
      RemoteMedia sound,
      List<Format> soundFormats,
      AudioFormatChoice soundChoice,
      @Nullable Pictures pictures,
      LineSettings settings) {
    List<String> group = theirs.bundle();
    String seen = pictures == null ? null : pictures.remote().mid();
    // RFC 8843 §9.3: who bundles multiplexes RTCP as well.
    boolean bundled =
        pictures != null
            && settings.bundle()
            && settings.rtcpMux()
            && sound.mux()
            && group.contains(String.valueOf(sound.mid()))
            && group.contains(String.valueOf(seen))
            && sound.profile().plain() == pictures.remote().profile().plain();
    List<String> bundle =
        group.stream()
            .filter(mid -> mid.equals(sound.mid()) || (bundled && mid.equals(seen)))
            .toList();
    if (!bundled || pictures == null) {
      Pictures alone = pictures == null || onlyBundled(theirs, pictures) ? null : pictures;
      return new Agreement(sound, soundFormats, soundChoice, alone, false, bundle);
    }
    RemoteMedia carrier = isFirst(bundle, sound) ? sound : pictures.remote();
    return new Agreement(sound.over(carrier), soundFormats, soundChoice, pictures, true, bundle);
  }

  /** RFC 8843 §7.3.3: what is offered bundled only and is not bundled is refused. */
  private static boolean onlyBundled(SessionDescription theirs, Pictures pictures) {
    MediaDescription line = theirs.media().get(pictures.remote().line());
    return line.port() == 0 && line.bundleOnly();
  }
}
