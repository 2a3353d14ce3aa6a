// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import net.ringpost.sip.sdp.LineOutcome.Accepted;
import net.ringpost.sip.sdp.LineOutcome.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferAnswerTest {
  private static final String OFFER =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 5000 RTP/AVP 18 97 0 101
      a=mid:a
      a=rtpmap:97 OPUS/48000/2
      a=rtpmap:101 telephone-event/8000
      m=audio 5002 RTP/AVP 0
      m=video 5004 RTP/AVP 31
      m=video 0 RTP/AVP 31
      m=audio 5006 RTP/SAVP 0
      """;
  private static final List<MediaCapability> OURS =
      List.of(
          new MediaCapability(
              "audio",
              Set.of("RTP/AVP"),
              List.of(
                  Codec.of("pcmu", 8000),
                  new Codec("opus", 48000, 2),
                  Codec.of("telephone-event", 8000)),
              Direction.SENDRECV,
              1));

  private static SessionDescription read(String text) {
    return assertInstanceOf(SdpResult.Description.class, SdpParser.parse(text)).session();
  }

  @Test
  void offered_lines_are_taken_or_refused_with_a_reason() {
    List<LineOutcome> outcomes = OfferAnswer.negotiate(read(OFFER), OURS);
    Accepted audio = assertInstanceOf(Accepted.class, outcomes.getFirst());
    assertThat(audio.formats()).extracting(RtpMap::payloadType).containsExactly(97, 0, 101);
    assertEquals(Direction.SENDRECV, audio.direction());
    assertThat(outcomes.subList(1, 5))
        .extracting(o -> assertInstanceOf(Refused.class, o).reason())
        .containsExactly(
            "there is a stream of this kind already",
            "there is no 'video' here",
            "it is offered with port 0",
            "there is a stream of this kind already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18 97 0 101|18 101|there is no codec in common",
        "RTP/AVP 18|RTP/SAVP 18|'RTP/SAVP' is not supported",
      })
  void stream_without_anything_in_common_is_refused(String part, String instead, String reason) {
    LineOutcome outcome =
        OfferAnswer.negotiate(read(OFFER.replace(part, instead)), OURS).getFirst();
    assertEquals(reason, assertInstanceOf(Refused.class, outcome).reason());
  }

  @Test
  void answer_has_all_lines_and_passes_the_check() {
    SessionDescription offer = read(OFFER);
    List<LineOutcome> outcomes = OfferAnswer.negotiate(offer, OURS);
    List<MediaDescription> lines =
        OfferAnswer.answer(
            outcomes,
            accepted ->
                MediaDescription.of("audio", 6000, "RTP/AVP", List.of("97", "101"))
                    .with(new Attribute("mid", "a"))
                    .with(accepted.formats().getFirst().attribute())
                    .withDirection(accepted.direction()));
    assertThat(lines).extracting(MediaDescription::port).containsExactly(6000, 0, 0, 0, 0);
    assertThat(lines.get(2).formats()).containsExactly("31");
    assertThat(AnswerCheck.problems(offer, offer.withMedia(lines))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sendonly,RECVONLY", "recvonly,SENDONLY", "inactive,INACTIVE", "sendrecv,SENDRECV"})
  void direction_is_answered(String offered, Direction answered) {
    LineOutcome outcome =
        OfferAnswer.negotiate(read(OFFER.replace("a=mid:a", "a=" + offered)), OURS).getFirst();
    assertEquals(answered, assertInstanceOf(Accepted.class, outcome).direction());
  }

  @Test
  void hold_and_resume_raise_the_version_once_each() {
    SessionDescription before = read(OFFER);
    SessionDescription held = OfferAnswer.hold(before);
    assertEquals("2", held.origin().version());
    assertEquals(Direction.SENDONLY, held.direction(held.media().getFirst()));
    assertThat(held.media().get(3)).isEqualTo(before.media().get(3));
    assertSame(held, OfferAnswer.hold(held));
    SessionDescription resumed = OfferAnswer.resume(held, Direction.SENDRECV);
    assertEquals("3", resumed.origin().version());
    assertEquals(Direction.SENDRECV, resumed.direction(resumed.media().getFirst()));
    SessionDescription listening = OfferAnswer.resume(before, Direction.RECVONLY);
    SessionDescription silent = OfferAnswer.hold(listening);
    assertEquals(Direction.INACTIVE, silent.direction(silent.media().getFirst()));
  }

  @Test
  void further_description_keeps_its_origin_and_its_streams() {
    SessionDescription before = read(OFFER);
    SessionDescription other =
        before.withOrigin(new Origin("x", "9", "9", new Connection(false, "127.0.0.9")));
    assertSame(before, OfferAnswer.following(before, other));
    SessionDescription more = before.with(Attribute.of("x"));
    assertEquals(before.origin().next(), OfferAnswer.following(before, more).origin());
    assertThrows(
        IllegalArgumentException.class,
        () -> OfferAnswer.following(before, before.withMedia(before.media().subList(0, 2))));
  }

  @Test
  void version_grows_beyond_64_bits() {
    Origin origin =
        new Origin("-", "1", "18446744073709551615", new Connection(false, "127.0.0.1"));
    assertEquals("18446744073709551616", origin.next().version());
  }
}
