// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.TelephoneEvents;
import org.jspecify.annotations.Nullable;

/** Which codec a call uses: RFC 3264 §5.1, §6.1. */
final class Formats {
  private static final int EVENTS_8000 = 101;
  private static final int EVENTS_48000 = 110;

  private Formats() {}

  /** What we offer. */
  static List<Format> offered(List<AudioCodec> codecs) {
    List<Format> all = new ArrayList<>();
    for (AudioCodec codec : codecs) {
      all.add(Format.of(codec, codec.payloadType()));
    }
    // RFC 4733 §2.1: keys have the clock of the audio that they interrupt; many phones only know
    // 8000 and use it beside Opus too.
    if (codecs.contains(AudioCodec.OPUS)) {
      all.add(Format.events(EVENTS_48000, 48_000));
    }
    all.add(Format.events(EVENTS_8000, 8_000));
    return all;
  }

  /**
   * What we answer: the peer's first codec that we take, with its payload type numbers, and its
   * telephone events. One codec only, so that nobody changes it in mid-stream.
   *
   * @throws UnacceptableOfferException when there is no codec in common
   */
  static List<Format> answered(List<AudioCodec> codecs, List<Format> offered)
      throws UnacceptableOfferException {
    List<Format> chosen = new ArrayList<>();
    for (Format format : offered) {
      if (chosen.isEmpty() && codecs.stream().anyMatch(format::is)) {
        chosen.add(format);
      }
    }
    if (chosen.isEmpty()) {
      throw new UnacceptableOfferException(
          "no common codec: this telephone has " + codecs + ", the other offers " + names(offered));
    }
    Format events = events(offered, chosen.getFirst().clockRate());
    if (events != null) {
      chosen.add(events);
    }
    return chosen;
  }

  /**
   * What both sides use after an offer and its answer.
   *
   * @param ours as in our description
   * @param theirs as in the peer's
   * @throws UnacceptableOfferException when there is no codec in common
   */
  static AudioFormatChoice agreed(List<AudioCodec> codecs, List<Format> ours, List<Format> theirs)
      throws UnacceptableOfferException {
    for (Format format : theirs) {
      for (AudioCodec codec : codecs) {
        Format own = format.is(codec) ? find(ours, codec) : null;
        if (own != null) {
          Format events = events(theirs, codec.clockRate());
          return new AudioFormatChoice(
              codec,
              format.payloadType(),
              own.payloadType(),
              events == null
                  ? null
                  : new TelephoneEvents(events.payloadType(), events.clockRate(), events.keys()),
              eventTypes(ours),
              format.maxBitrate(),
              format.packetMillis());
        }
      }
    }
    throw new UnacceptableOfferException("no common codec: the other has " + names(theirs));
  }

  private static @Nullable Format find(List<Format> formats, AudioCodec codec) {
    return formats.stream().filter(f -> f.is(codec)).findFirst().orElse(null);
  }

  /** The events with that clock, else those with 8000. */
  private static @Nullable Format events(List<Format> formats, int clockRate) {
    Format found = null;
    for (Format format : formats) {
      if (format.isEvents() && (found == null || format.clockRate() == clockRate)) {
        found = format;
      }
    }
    return found;
  }

  private static Set<Integer> eventTypes(List<Format> ours) {
    Set<Integer> types = new HashSet<>();
    ours.stream().filter(Format::isEvents).forEach(f -> types.add(f.payloadType()));
    return types;
  }

  private static List<String> names(List<Format> formats) {
    return formats.stream().map(f -> f.name() + "/" + f.clockRate()).toList();
  }
}
