// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestCredentialsTest {
  private static final String MD5 = "0123456789abcdef0123456789abcdef";
  private static final String PLAIN =
      "Digest username=\"u\",realm=\"r\",nonce=\"n\",uri=\"sip:x\",response=\"" + MD5 + "\"";

  @Test
  void parameters_are_read_in_any_order_case_and_quoting() throws DigestSyntaxException {
    DigestCredentials read =
        DigestCredentials.parse(
            "dIgEsT  NC=\"0000000A\" ,qop=\"auth\",, Response=\""
                + MD5.toUpperCase(java.util.Locale.ROOT)
                + "\", uri=sip:a@b;x, unknown=\"y,=\\\"\"\r\n ,cnonce=\"\",Nonce=n,"
                + "realm=\"a \\\"b\\\" \\\\\",username=\"\u96fb\u8a71\",algorithm=\"md5\" ");
    assertEquals(
        new DigestCredentials(
            "電話",
            "a \"b\" \\",
            "n",
            "sip:a@b;x",
            MD5,
            DigestAlgorithm.MD5,
            null,
            new DigestCredentials.Counted("", "0000000A")),
        read);
    assertEquals(10, DigestCredentials.Counted.of("", 10).count());
    assertEquals(read, DigestCredentials.parse(read.toString()));
  }

  @Test
  void extended_user_name_is_decoded() throws DigestSyntaxException {
    String value = PLAIN.replace("username=\"u\"", "username*=UTF-8''J%C3%A4s%c3%b8n");
    assertEquals("Jäsøn", DigestCredentials.parse(value).userName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "username=\"u\",|``|'username' is missing",
        "realm=\"r\",|``|'realm' is missing",
        "nonce=\"n\",|``|'nonce' is missing",
        "uri=\"sip:x\",|``|'uri' is missing",
        "response=\"0123|response=\"01|'response' must have 32 hexadecimal digits",
        "response=\"0123|response=\"012g|'response' must have 32 hexadecimal digits",
        "realm=\"r\"|realm=\"r\",realm=\"s\"|'realm' appears twice",
        "realm=\"r\"|realm=\"r\",algorithm=SHA-512-256|'SHA-512-256' is not supported",
        "realm=\"r\"|realm=\"r\",algorithm=SHA-256|64 hexadecimal digits for SHA-256",
        "realm=\"r\"|realm=\"r\",qop=auth-int,nc=00000001,cnonce=c|qop 'auth-int' was not offered",
        "realm=\"r\"|realm=\"r\",qop=auth,nc=00000001|'cnonce' is missing",
        "realm=\"r\"|realm=\"r\",qop=auth,cnonce=c|'nc' is missing",
        "realm=\"r\"|realm=\"r\",qop=auth,cnonce=c,nc=1|'nc' must be eight hexadecimal digits",
        "realm=\"r\"|realm=\"r\",qop=auth,cnonce=c,nc=00000000|not all zero",
        "realm=\"r\"|realm=\"r\",userhash=true|userhash was not offered",
        "realm=\"r\"|realm=\"r\",username*=UTF-8''u|exclude each other",
        "username=\"u\"|username*=UTF-8''%C3%|percent-encoded",
        "username=\"u\"|username*=UTF-8''%C3%28|percent-encoded",
        "username=\"u\"|username*=latin1''u|percent-encoded",
        "realm=\"r\"|realm=\"r|',' is expected after the value of 'realm'",
        "realm=\"r\"|realm=|'realm' has no value",
        "realm=\"r\"|realm|'=' is expected after 'realm'",
        "realm=\"r\"|=r|a parameter's name is expected",
        "realm=\"r\"|realm=r s|',' is expected after the value of 'realm'",
        "Digest|Basic|the scheme is not Digest",
      })
  void error_says_what_is_wrong(String part, String instead, String reason) {
    String text = PLAIN.replace(part, instead);
    assertThat(text).isNotEqualTo(PLAIN);
    assertThat(assertThrows(DigestSyntaxException.class, () -> DigestCredentials.parse(text)))
        .hasMessageContaining(reason);
  }

  @Test
  void unterminated_quote_and_overlong_values_are_refused() {
    DigestSyntaxException open =
        assertThrows(
            DigestSyntaxException.class, () -> DigestCredentials.parse("Digest realm=\"r\\\""));
    assertEquals(13, open.offset());
    assertThat(open.reason()).isEqualTo("the quoted value of 'realm' does not end");
    String huge = PLAIN + ",x=\"" + "y".repeat(8192) + '"';
    assertThat(assertThrows(DigestSyntaxException.class, () -> DigestCredentials.parse(huge)))
        .hasMessageContaining("longer than 8192");
  }

  @Test
  void written_values_cannot_break_out_of_their_header() {
    String written =
        new DigestCredentials(
                "u\r\nVia: x", "r", "n", "sip:x\"y", MD5, DigestAlgorithm.MD5, "\\", null)
            .toString();
    assertThat(written).doesNotContain("\r", "\n").contains("uri=\"sip:x\\\"y\"");
  }

  @Test
  void mutilated_values_are_read_or_refused() {
    Random random = new Random(7616);
    String start = PLAIN + ",qop=auth,cnonce=\"c\",nc=00000001,username*=UTF-8''%41";
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(start);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(0x180));
          case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
          default -> text.insert(at, start, 0, random.nextInt(start.length()));
        }
        if (text.isEmpty()) {
          text.append('D');
        }
      }
      read += readsAgain(text.toString()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(100);
  }

  private static boolean readsAgain(String text) {
    try {
      DigestCredentials first = DigestCredentials.parse(text);
      String written = first.toString();
      assertEquals(written, DigestCredentials.parse(written).toString());
      return true;
    } catch (DigestSyntaxException e) {
      assertThat(e.reason()).isNotBlank();
      assertThat(e.offset()).isBetween(0, 8192);
      return false;
    }
  }
}
