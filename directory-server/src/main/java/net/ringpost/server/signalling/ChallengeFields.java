// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import org.jspecify.annotations.Nullable;

/**
 * One verifier's challenges as header fields. They are alike but for the nonce: so each form is
 * written once, and then copied. Not for use by several threads.
 */
@SuppressWarnings("EnumOrdinal") // places in a table that lives no longer than the process
final class ChallengeFields {
  private static final int ALGORITHMS = DigestAlgorithm.values().length;

  private static final class Form {
    final byte[] line;
    final int nonceAt;

    Form(byte[] line, int nonceAt) {
      this.line = line;
      this.nonceAt = nonceAt;
    }
  }

  private final HeaderName header;
  private final @Nullable Form[] forms = new @Nullable Form[2 * ALGORITHMS];

  ChallengeFields(HeaderName header) {
    this.header = header;
  }

  /** The field; nonces of one verifier all have the same length, in ASCII. */
  @SuppressWarnings("deprecation") // it leaves out the characters' upper halves, which are empty
  HeaderField of(DigestChallenge challenge) {
    int place = challenge.algorithm().ordinal() + (challenge.stale() ? ALGORITHMS : 0);
    Form form = forms[place];
    if (form == null) {
      form = form(challenge);
      forms[place] = form;
    }
    byte[] line = form.line.clone();
    String nonce = challenge.nonce();
    nonce.getBytes(0, nonce.length(), line, form.nonceAt);
    return HeaderField.received(header, line, 0, header.text().length() + 1, line.length - 2);
  }

  private Form form(DigestChallenge challenge) {
    String line = header.text() + ": " + challenge + "\r\n";
    String before = line.substring(0, line.lastIndexOf(challenge.nonce()));
    return new Form(bytes(line), bytes(before).length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
