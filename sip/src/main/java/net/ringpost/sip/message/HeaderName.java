// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header field's name: an open set, compared without regard to case (RFC 3261 §7.3.1). A compact
 * form is the same name. The constants are interned, so that {@code ==} works for them.
 */
public final class HeaderName {
  private static final List<HeaderName> KNOWN = new ArrayList<>();

  public static final HeaderName ACCEPT = list("Accept", "");
  public static final HeaderName ACCEPT_ENCODING = list("Accept-Encoding", "");
  public static final HeaderName ACCEPT_LANGUAGE = list("Accept-Language", "");
  public static final HeaderName ALERT_INFO = list("Alert-Info", "");
  public static final HeaderName ALLOW = list("Allow", "");

  /** RFC 6665. */
  public static final HeaderName ALLOW_EVENTS = list("Allow-Events", "u");

  public static final HeaderName AUTHENTICATION_INFO = single("Authentication-Info", "");
  public static final HeaderName AUTHORIZATION = single("Authorization", "");
  public static final HeaderName CALL_ID = single("Call-ID", "i");
  public static final HeaderName CALL_INFO = list("Call-Info", "");
  public static final HeaderName CONTACT = list("Contact", "m");
  public static final HeaderName CONTENT_DISPOSITION = single("Content-Disposition", "");
  public static final HeaderName CONTENT_ENCODING = list("Content-Encoding", "e");
  public static final HeaderName CONTENT_LANGUAGE = list("Content-Language", "");
  public static final HeaderName CONTENT_LENGTH = single("Content-Length", "l");
  public static final HeaderName CONTENT_TYPE = single("Content-Type", "c");
  public static final HeaderName CSEQ = single("CSeq", "");
  public static final HeaderName DATE = single("Date", "");

  /** RFC 6665. */
  public static final HeaderName EVENT = single("Event", "o");

  public static final HeaderName EXPIRES = single("Expires", "");
  public static final HeaderName FROM = single("From", "f");

  /** RFC 8224. */
  public static final HeaderName IDENTITY = list("Identity", "y");

  public static final HeaderName IN_REPLY_TO = list("In-Reply-To", "");
  public static final HeaderName MAX_FORWARDS = single("Max-Forwards", "");
  public static final HeaderName MIN_EXPIRES = single("Min-Expires", "");

  /** RFC 4028. */
  public static final HeaderName MIN_SE = single("Min-SE", "");

  public static final HeaderName ORGANIZATION = single("Organization", "");

  /** RFC 3325. */
  public static final HeaderName P_ASSERTED_IDENTITY = list("P-Asserted-Identity", "");

  /** RFC 3325. */
  public static final HeaderName P_PREFERRED_IDENTITY = list("P-Preferred-Identity", "");

  /** RFC 3327. */
  public static final HeaderName PATH = list("Path", "");

  /** RFC 3323. */
  public static final HeaderName PRIVACY = single("Privacy", "");

  public static final HeaderName PROXY_AUTHENTICATE = single("Proxy-Authenticate", "");
  public static final HeaderName PROXY_AUTHORIZATION = single("Proxy-Authorization", "");
  public static final HeaderName PROXY_REQUIRE = list("Proxy-Require", "");

  /** RFC 3262. */
  public static final HeaderName RACK = single("RAck", "");

  /** RFC 3326. */
  public static final HeaderName REASON = list("Reason", "");

  public static final HeaderName RECORD_ROUTE = list("Record-Route", "");

  /** RFC 3515. */
  public static final HeaderName REFER_TO = single("Refer-To", "r");

  /** RFC 3892. */
  public static final HeaderName REFERRED_BY = single("Referred-By", "b");

  /** RFC 3891. */
  public static final HeaderName REPLACES = single("Replaces", "");

  /** RFC 3841. */
  public static final HeaderName ACCEPT_CONTACT = list("Accept-Contact", "a");

  /** RFC 3841. */
  public static final HeaderName REJECT_CONTACT = list("Reject-Contact", "j");

  /** RFC 3841. */
  public static final HeaderName REQUEST_DISPOSITION = list("Request-Disposition", "d");

  public static final HeaderName REQUIRE = list("Require", "");
  public static final HeaderName RETRY_AFTER = single("Retry-After", "");
  public static final HeaderName ROUTE = list("Route", "");

  /** RFC 3262. */
  public static final HeaderName RSEQ = single("RSeq", "");

  public static final HeaderName SERVER = single("Server", "");

  /** RFC 3608. */
  public static final HeaderName SERVICE_ROUTE = list("Service-Route", "");

  /** RFC 4028. */
  public static final HeaderName SESSION_EXPIRES = single("Session-Expires", "x");

  /** RFC 3903. */
  public static final HeaderName SIP_ETAG = single("SIP-ETag", "");

  /** RFC 3903. */
  public static final HeaderName SIP_IF_MATCH = single("SIP-If-Match", "");

  public static final HeaderName SUBJECT = single("Subject", "s");

  /** RFC 6665. */
  public static final HeaderName SUBSCRIPTION_STATE = single("Subscription-State", "");

  public static final HeaderName SUPPORTED = list("Supported", "k");
  public static final HeaderName TIMESTAMP = single("Timestamp", "");
  public static final HeaderName TO = single("To", "t");
  public static final HeaderName UNSUPPORTED = list("Unsupported", "");
  public static final HeaderName USER_AGENT = single("User-Agent", "");
  public static final HeaderName VIA = list("Via", "v");
  public static final HeaderName WARNING = list("Warning", "");
  public static final HeaderName WWW_AUTHENTICATE = single("WWW-Authenticate", "");

  /** The constants by {@link #index}. */
  private static final HeaderName[] BY_INDEX = KNOWN.toArray(HeaderName[]::new);

  /** Their names in lower case, back to back, so that few lines of memory hold them all. */
  private static final byte[] NAMES;

  /** Where the name of each begins in {@link #NAMES}, and where the last one ends. */
  private static final short[] STARTS = new short[BY_INDEX.length + 1];

  /**
   * Open addressing over folded hashes: one more than the index, 0 where there is none; four times
   * as many places as names keep probes short.
   */
  private static final byte[] TABLE = new byte[512];

  /** By the letter of the compact form. */
  private static final @Nullable HeaderName[] COMPACT = new @Nullable HeaderName[26];

  static {
    StringBuilder names = new StringBuilder();
    for (HeaderName n : BY_INDEX) {
      int slot = n.hash & (TABLE.length - 1);
      while (TABLE[slot] != 0) {
        slot = (slot + 1) & (TABLE.length - 1);
      }
      names.append(n.folded);
      TABLE[slot] = (byte) (n.index + 1);
      STARTS[n.index + 1] = (short) names.length();
      if (!n.compact.isEmpty()) {
        COMPACT[n.compact.charAt(0) - 'a'] = n;
      }
    }
    NAMES = names.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private final String text;
  private final String folded;
  private final String compact;
  private final boolean list;
  private final boolean known;
  private final int index;
  private final int hash;
  private final long bit;

  private HeaderName(String text, String compact, boolean list, boolean known) {
    this.text = text;
    this.folded = text.toLowerCase(Locale.ROOT);
    this.compact = compact;
    this.list = list;
    this.known = known;
    this.index = known ? KNOWN.size() : -1;
    byte[] ascii = folded.getBytes(StandardCharsets.ISO_8859_1);
    this.hash = hash(ascii, 0, ascii.length);
    this.bit = 1L << (known ? index : hash);
  }

  private static HeaderName list(String text, String compact) {
    return add(new HeaderName(text, compact, true, true));
  }

  private static HeaderName single(String text, String compact) {
    return add(new HeaderName(text, compact, false, true));
  }

  private static HeaderName add(HeaderName name) {
    KNOWN.add(name);
    return name;
  }

  private static int hash(byte[] buf, int off, int len) {
    int h = len;
    for (int i = off; i < off + len; i++) {
      h = 31 * h + (buf[i] | 0x20);
    }
    return h ^ (h >>> 9);
  }

  /**
   * The name written so, in any case or in its compact form.
   *
   * @throws IllegalArgumentException if it is no token
   */
  public static HeaderName of(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
    HeaderName name = of(ascii, 0, ascii.length);
    if (name == null) {
      throw new IllegalArgumentException("not a header name: " + text);
    }
    return name;
  }

  /** The name in these bytes, allocating nothing for a known one; null if they are no token. */
  @SuppressWarnings("deprecation") // the ASCII constructor: the bytes were just checked to be token
  public static @Nullable HeaderName of(byte[] buf, int off, int len) {
    if (len == 1 && Grammar.isAlpha(buf[off])) {
      HeaderName compact = COMPACT[(buf[off] | 0x20) - 'a'];
      if (compact != null) {
        return compact;
      }
    }
    int slot = hash(buf, off, len) & (TABLE.length - 1);
    while (TABLE[slot] != 0) {
      int index = TABLE[slot] - 1;
      if (matches(index, buf, off, len)) {
        return BY_INDEX[index];
      }
      slot = (slot + 1) & (TABLE.length - 1);
    }
    for (int i = off; i < off + len; i++) {
      if (!Grammar.isToken(buf[i])) {
        return null;
      }
    }
    return len == 0 ? null : new HeaderName(new String(buf, 0, off, len), "", false, false);
  }

  private static boolean matches(int index, byte[] buf, int off, int len) {
    int name = STARTS[index];
    if (len != STARTS[index + 1] - name) {
      return false;
    }
    for (int i = 0; i < len; i++) {
      int c = buf[off + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != NAMES[name + i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether these bytes are this name, in any case or in its compact form. */
  public boolean matchesAny(byte[] buf, int off, int len) {
    return (known && matches(index, buf, off, len))
        || (len == 1 && !compact.isEmpty() && (buf[off] | 0x20) == compact.charAt(0));
  }

  /** The name in its usual spelling, or as first seen for an unknown one. */
  public String text() {
    return text;
  }

  /** The compact form's letter, empty if there is none. */
  public String compact() {
    return compact;
  }

  /** Whether a comma at the top level of a value separates values (RFC 3261 §7.3.1). */
  public boolean isList() {
    return list;
  }

  /** This name's place among the constants, from 0; -1 for an unknown name. */
  public int index() {
    return index;
  }

  /** How many constants there are: {@link #index} is below. */
  public static int knownCount() {
    return KNOWN.size();
  }

  /** One of 64 bits, by which many names are told apart at once; equal names have the same one. */
  long bit() {
    return bit;
  }

  /** Whether this is one of the constants here. */
  public boolean known() {
    return known;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o
        || (o instanceof HeaderName n && !(known && n.known) && n.folded.equals(folded));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text;
  }
}
