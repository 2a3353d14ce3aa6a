// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Arrays;
import java.util.List;

/**
 * SRTP keys in the description: {@code a=crypto}, RFC 4568 §4.
 *
 * @param tag 1 to 999999999
 * @param suite such as {@code AES_CM_128_HMAC_SHA1_80}
 * @param keys the key parameters and session parameters as they stand, such as {@code inline:…}
 */
public record CryptoAttribute(int tag, String suite, String keys) {
  /**
   * Reads the attribute's value.
   *
   * @throws IllegalArgumentException with the reason, if it is none
   */
  static CryptoAttribute parse(String value) {
    String[] words = value.strip().split(" +", 3);
    if (words.length < 3) {
      throw new IllegalArgumentException("a crypto attribute reads 'TAG SUITE KEYS'");
    }
    return new CryptoAttribute(
        Numbers.parse(words[0], 0, 999_999_999, "crypto tag"), words[1], words[2]);
  }

  /**
   * The keys.
   *
   * @throws IllegalArgumentException with the reason, if they cannot be read
   */
  public List<SrtpKey> srtpKeys() {
    return Arrays.stream(keys.split(" ", 2)[0].split(";", -1)).map(SrtpKey::parse).toList();
  }

  /** The session parameters, such as {@code UNENCRYPTED_SRTCP}. */
  public List<String> sessionParameters() {
    int space = keys.indexOf(' ');
    return space < 0 ? List.of() : SdpText.words(keys.substring(space));
  }

  /** The attribute. */
  public Attribute attribute() {
    return new Attribute("crypto", tag + " " + suite + " " + keys);
  }
}
