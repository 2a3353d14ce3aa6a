// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others write into their descriptions, and what is made of it: RFC 8866, RFC 4733. */
@NullMarked
class PeersWishesTest {
  private static final LineSettings SETTINGS =
      LineSettings.standard().withEncryption(EncryptionPolicy.PLAIN_ALLOWED);

  private static SessionDescription session(String top, String media, String... lines) {
    String text =
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n"
            + top.replace("|", "\r\n")
            + "\r\n"
            + media
            + "\r\n"
            + String.join("\r\n", lines)
            + "\r\n";
    return ((SdpResult.Description) SdpParser.parse(text.replace("\r\n\r\n", "\r\n"))).session();
  }

  private static final String HERE = "c=IN IP4 192.0.2.1|t=0 0";

  private static RemoteMedia sound(String top, String media, String... lines) throws Exception {
    return DescriptionReader.sound(session(top, media, lines)).getFirst();
  }

  private static AudioFormatChoice agreed(SessionDescription offer) throws Exception {
    return Agreement.onOffer(offer, SETTINGS).soundChoice();
  }

  @ParameterizedTest
  @CsvSource({
    "a=ptime:30, 30",
    "a=ptime:20, 20",
    "a=ptime:25, 20",
    "a=ptime:5, 10",
    "a=ptime:200, 60",
    "a=maxptime:10, 10",
    "a=maxptime:15, 10",
    "a=maxptime:150, 20",
    "a=maxptime:1, 10",
    "a=ptime:0, 20",
    "a=ptime:x, 20",
    "a=x-unknown:1, 20"
  })
  void lengthOfPackets_isAsWished(String line, int millis) throws Exception {
    SessionDescription offer = session(HERE, "m=audio 4000 RTP/AVP 0", line);
    assertThat(agreed(offer).packetMillis()).isEqualTo(millis);
  }

  @Test
  void limitOfPackets_isAboveTheWish() throws Exception {
    SessionDescription offer =
        session(HERE, "m=audio 4000 RTP/AVP 8", "a=ptime:60", "a=maxptime:40");
    assertThat(agreed(offer).packetMillis()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({
    "b=AS:40, 24000",
    "b=AS:8, 6000",
    "b=TIAS:30000, 30000",
    "b=AS:1000, 510000",
    "b=X-YZ:5, 0",
    "b=AS:0, 0",
    "b=AS:many, 0",
    "b=RR:100, 0"
  })
  void bandwidth_isNotExceededByOpus(String line, int bitrate) throws Exception {
    SessionDescription offer =
        session(HERE, "m=audio 4000 RTP/AVP 96", line, "a=rtpmap:96 opus/48000/2");
    assertThat(agreed(offer).maxBitrate()).isEqualTo(bitrate);
  }

  @Test
  void lowerOfBandwidthAndAverage_counts() throws Exception {
    SessionDescription offer =
        session(
            HERE,
            "m=audio 4000 RTP/AVP 96",
            "b=AS:64",
            "a=rtpmap:96 opus/48000/2",
            "a=fmtp:96 maxaveragebitrate=12000");
    assertThat(agreed(offer).maxBitrate()).isEqualTo(12_000);
  }

  /** RFC 7587 §7 wants "/2"; who leaves it away means the same. */
  @Test
  void opusWithoutItsChannels_isOpus() throws Exception {
    SessionDescription offer = session(HERE, "m=audio 4000 RTP/AVP 96 0", "a=rtpmap:96 OPUS/48000");
    assertThat(agreed(offer).codec()).isEqualTo(AudioCodec.OPUS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "101 0-15|65535",
        "101 0-9|1023",
        "101 0-9,11|3071",
        "101 66|0",
        "101 x|65535",
        "9 9|65535"
      })
  void keys_areThoseThatThePeerLists(String fmtp, int keys) throws Exception {
    SessionDescription offer =
        session(
            HERE,
            "m=audio 4000 RTP/AVP 0 101",
            "a=rtpmap:101 telephone-event/8000",
            "a=fmtp:" + fmtp);
    var events = agreed(offer).events();
    assertThat(events).isNotNull();
    assertThat(events == null ? -1 : events.keys()).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource({
    "inactive, , INACTIVE",
    "sendonly, , SENDONLY",
    "recvonly, sendrecv, SENDRECV",
    "inactive, recvonly, RECVONLY",
    "x-none, , SENDRECV"
  })
  void direction_ofTheSessionHoldsForStreamsWithoutOne(
      String session, String own, Direction direction) throws Exception {
    String line = own == null ? "a=x" : "a=" + own;
    RemoteMedia sound = sound(HERE + "|a=" + session, "m=audio 4000 RTP/AVP 0", line);
    assertThat(sound.direction()).isEqualTo(direction);
  }

  @Test
  void connection_ofTheStreamIsAboveThatOfTheSession() throws Exception {
    RemoteMedia sound =
        sound(HERE, "m=audio 4000/2 RTP/AVP 0", "c=IN IP4 192.0.2.9", "a=rtcp:53 IN IP4 192.0.2.7");
    assertThat(sound.rtp()).isEqualTo(new InetSocketAddress("192.0.2.9", 4000));
    assertThat(sound.rtcp()).as("RFC 3605").isEqualTo(new InetSocketAddress("192.0.2.7", 53));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"IP4 224.2.1.1/127", "IP4 239.1.2.3", "IP4 255.255.255.255", "IP6 ff15::1"})
  void addressOfMany_isNotSentTo(String address) {
    SessionDescription offer = session("c=IN " + address + "|t=0 0", "m=audio 4000 RTP/AVP 0");
    assertThatThrownBy(() -> DescriptionReader.sound(offer))
        .isInstanceOf(UnacceptableOfferException.class)
        .hasMessageContaining("without a usable address");
  }

  @Test
  void streamsWithPortZeroOrOfOtherKinds_areRefusedInTheirPlaces() throws Exception {
    SessionDescription offer =
        session(
            HERE,
            "m=audio 0 RTP/AVP 0",
            "m=image 4002 udptl t38",
            "m=audio 4004 RTP/AVP 18 0",
            "a=rtpmap:18 G729/8000",
            "m=application 9 TCP/MSRP *");
    List<RemoteMedia> found = DescriptionReader.sound(offer);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().line()).isEqualTo(2);
    assertThat(agreed(offer).codec()).isEqualTo(AudioCodec.PCMU);
  }

  /** RFC 8866 §6.6: a static type may be mapped, also to something else. */
  @Test
  void mapping_isAboveTheStaticMeaning() throws Exception {
    SessionDescription offer =
        session(HERE, "m=audio 4000 RTP/AVP 0 8", "a=rtpmap:0 L16/8000", "a=rtpmap:8 pcma/8000/1");
    assertThat(agreed(offer).codec()).isEqualTo(AudioCodec.PCMA);
  }
}
