// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaSession;
import net.ringpost.media.session.MediaSettings;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a machine answers to those who offer pictures. */
@NullMarked
class VideoAnswerTest {
  private static final LineSettings MACHINE =
      LineSettings.standard()
          .withAddresses(List.of(InetAddress.getLoopbackAddress()))
          .withEncryption(EncryptionPolicy.PLAIN_ALLOWED)
          .withVideo(Direction.RECVONLY);

  private static final String BEGIN =
      """
      v=0
      o=- 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      """;

  private static final String KEYS =
      """
      a=ice-ufrag:abcd
      a=ice-pwd:abcdefghijklmnopqrstuvwx
      a=fingerprint:sha-256 %s
      a=setup:actpass
      a=candidate:1 1 UDP 2130706431 127.0.0.1 40000 typ host
      """
          .formatted("AB:".repeat(31) + "AB");

  private static final String SOUND = "a=rtpmap:111 opus/48000/2\na=rtcp-mux\n";
  private static final String VP8 = "a=rtpmap:97 VP8/90000\na=rtcp-mux\na=sendonly\n";

  private final MessageSession machine = new MessageSession(MACHINE, new Heard());

  @AfterEach
  void close() {
    machine.close();
  }

  private static SessionDescription parsed(String text) {
    return ((SdpResult.Description)
            SdpParser.parse(
                text.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .session();
  }

  private SessionDescription answer(String... parts) throws Exception {
    return machine.answer(parsed(BEGIN + String.join("", parts)));
  }

  @Test
  void bundledPictures_areReceivedOnThePortOfTheSound() throws Exception {
    SessionDescription answer =
        answer(
            "a=group:BUNDLE a v\n",
            "m=audio 40000 UDP/TLS/RTP/SAVPF 111\na=mid:a\n",
            KEYS,
            SOUND,
            "m=video 40000 UDP/TLS/RTP/SAVPF 98 97\na=mid:v\na=rtpmap:98 H264/90000\n",
            "a=rtcp-fb:97 nack pli\na=rtcp-fb:97 goog-remb\na=rtcp-fb:* ccm fir\n",
            KEYS,
            VP8);
    MediaDescription sound = answer.media().get(0);
    MediaDescription pictures = answer.media().get(1);
    assertThat(answer.bundle()).containsExactly("a", "v");
    assertThat(pictures.port()).isEqualTo(sound.port());
    assertThat(pictures.formats()).containsExactly("97");
    assertThat(pictures.has("recvonly")).isTrue();
    assertThat(pictures.rtcpMux()).isTrue();
    assertThat(pictures.attributes().stream().filter(a -> a.name().equals("rtcp-fb")))
        .extracting(a -> a.value())
        .containsExactly("97 nack pli", "97 ccm fir");
    assertThat(sound.has("ice-ufrag")).isTrue();
    assertThat(pictures.has("ice-ufrag")).as("told once, RFC 8843 §7.1.3").isFalse();
  }

  @Test
  void picturesThatAreOfferedBundledOnly_areTaken() throws Exception {
    SessionDescription answer =
        answer(
            "a=group:BUNDLE a v\n",
            "m=audio 40000 UDP/TLS/RTP/SAVPF 111\na=mid:a\n",
            KEYS,
            SOUND,
            "m=video 0 UDP/TLS/RTP/SAVPF 97\na=mid:v\na=bundle-only\n",
            VP8);
    assertThat(answer.media().get(1).port()).isEqualTo(answer.media().get(0).port());
    assertThat(answer.bundle()).containsExactly("a", "v");
  }

  @Test
  void picturesBeforeTheSound_tellTheTransport() throws Exception {
    SessionDescription answer =
        answer(
            "a=group:BUNDLE v a\n",
            "m=video 40000 UDP/TLS/RTP/SAVPF 97\na=mid:v\n",
            KEYS,
            VP8,
            "m=audio 0 UDP/TLS/RTP/SAVPF 111\na=mid:a\na=bundle-only\n",
            SOUND);
    assertThat(answer.bundle()).containsExactly("v", "a");
    assertThat(answer.media().get(0).has("ice-ufrag")).isTrue();
    assertThat(answer.media().get(1).has("ice-ufrag")).isFalse();
    assertThat(answer.media().get(1).port()).isEqualTo(answer.media().get(0).port());
  }

  @Test
  void picturesOfAnotherCodec_areRefusedAndTheSoundIsTaken() throws Exception {
    SessionDescription answer =
        answer(
            "a=group:BUNDLE a v\n",
            "m=audio 40000 UDP/TLS/RTP/SAVPF 111\na=mid:a\n",
            KEYS,
            SOUND,
            "m=video 40000 UDP/TLS/RTP/SAVPF 98\na=mid:v\na=rtpmap:98 H264/90000\na=rtcp-mux\n",
            KEYS);
    assertThat(answer.media().get(1).port()).isZero();
    assertThat(answer.media().get(0).port()).isNotZero();
    assertThat(answer.bundle()).containsExactly("a");
  }

  @Test
  void plainPictures_haveAPortOfTheirOwn() throws Exception {
    SessionDescription answer =
        answer("m=audio 40000 RTP/AVP 0\nm=video 40002 RTP/AVP 97\na=rtpmap:97 VP8/90000\n");
    MediaDescription pictures = answer.media().get(1);
    assertThat(pictures.port()).isNotZero().isNotEqualTo(answer.media().get(0).port());
    assertThat(pictures.has("recvonly")).isTrue();
    assertThat(pictures.rtcpMux()).isFalse();
    assertThat(answer.bundle()).isEmpty();
  }

  @Test
  void whoOffersNoPictures_isOfferedNone() throws Exception {
    assertThat(answer("m=audio 40000 RTP/AVP 0\n").media()).hasSize(1);
  }

  @Test
  void telephoneThatTakesNoPictures_refusesThemAndStaysTheSame() throws Exception {
    MediaSettings talks =
        MediaSettings.of(AudioSource.silence(), AudioSink.discard())
            .withAddresses(List.of(InetAddress.getLoopbackAddress()));
    try (MediaSession shows =
            new MediaSession(talks.withVideo(new TestPattern(() -> 0)), event -> {});
        MediaSession other = new MediaSession(talks, event -> {})) {
      SessionDescription offer = shows.offer();
      assertThat(offer.media().get(1).has("sendonly")).isTrue();
      assertThat(offer.bundle()).containsExactly("0", "1");
      SessionDescription answer = other.answer(offer);
      assertThat(answer.media().get(1).port()).isZero();
      shows.accept(answer);
      SessionDescription again = shows.offer();
      assertThat(again.media()).hasSize(2);
      assertThat(again.media().get(1).port()).as("refused once, refused for good").isZero();
    }
  }
}
