// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message (RFC 3261 §7): immutable. What was received keeps its bytes; header values are
 * taken apart when first asked for and remembered. Every accessor of a header's value throws {@link
 * MalformedException} if the value does not follow its grammar, and those that do not return null
 * or an optional also if the header is missing.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
  private static final long MAX_SECONDS = 0xffff_ffffL;

  private final Slice startLine;
  private final Headers headers;
  private final Slice body;

  SipMessage(Slice startLine, Headers headers, Slice body) {
    this.startLine = startLine;
    this.headers = headers;
    this.body = body;
  }

  static Headers withLength(Headers headers, Slice body) {
    String length = Integer.toString(body.length());
    if (length.equals(headers.first(HeaderName.CONTENT_LENGTH))
        && headers.count(HeaderName.CONTENT_LENGTH) == 1) {
      return headers;
    }
    return headers.edit().set(HeaderName.CONTENT_LENGTH, length).build();
  }

  /** The header fields in their order. */
  public final Headers headers() {
    return headers;
  }

  /** The first line without its CRLF, as received where it was not changed. */
  public final Slice startLine() {
    return startLine;
  }

  /** The body as a slice of the received buffer; empty if there is none. */
  public final Slice bodySlice() {
    return body;
  }

  /** The body's bytes, which must not be changed; empty if there is none. */
  public final byte[] body() {
    return body.wholeArray();
  }

  /** How many bytes the message has on the wire, not counting a Content-Length yet to be added. */
  public final int size() {
    int size = startLine.length() + 4 + body.length();
    for (int i = 0; i < headers.size(); i++) {
      size += headers.get(i).length() + 2;
    }
    return size;
  }

  /** The request's method, or that of the request which is answered (by CSeq). */
  public abstract Method method();

  /** The same message with other headers. */
  public abstract SipMessage withHeaders(Headers newHeaders);

  /** The same message with another body; sets Content-Type and Content-Length. */
  public abstract SipMessage withBody(String contentType, byte[] newBody);

  final Headers headersFor(String contentType, Slice newBody) {
    HeaderEditor edit = headers.edit().set(HeaderName.CONTENT_TYPE, contentType);
    return withLength(edit.build(), newBody);
  }

  /** The first value of Via: on a request who sent it, on a response ourselves. */
  public final Via topVia() {
    return Decoded.vias(Decoded.required(headers, HeaderName.VIA)).get(0);
  }

  /** All values of Via, topmost first; empty if there are none. */
  public final List<Via> vias() {
    return Decoded.joined(headers, HeaderName.VIA, Decoded::vias);
  }

  /** The value of Call-ID. */
  public final String callId() {
    return Decoded.callId(Decoded.required(headers, HeaderName.CALL_ID));
  }

  /** The value of CSeq. */
  public final CSeq cseq() {
    return Decoded.cseq(Decoded.required(headers, HeaderName.CSEQ));
  }

  /** The value of From. */
  public final NameAddr from() {
    return Decoded.address(Decoded.required(headers, HeaderName.FROM));
  }

  /** The value of To. */
  public final NameAddr to() {
    return Decoded.address(Decoded.required(headers, HeaderName.TO));
  }

  /** From's tag, or null (RFC 2543 did not demand one). */
  public final @Nullable String fromTag() {
    return from().tag();
  }

  /** To's tag, or null: outside a dialog. */
  public final @Nullable String toTag() {
    return to().tag();
  }

  /** The values of Contact; empty if there are none, and for {@code *}. */
  public final List<NameAddr> contacts() {
    return Decoded.joined(headers, HeaderName.CONTACT, Decoded::addresses);
  }

  /**
   * The values of Contact that follow their grammar, without those that do not: one that is needed
   * is not lost for another one's sake (RFC 3261 §16.3 step 1, §10.2.4).
   */
  public final List<NameAddr> readableContacts() {
    return readableAddresses(HeaderName.CONTACT);
  }

  /** Whether there is one Contact and it is {@code *} (RFC 3261 §10.2.2). */
  public final boolean contactIsStar() {
    return "*".equals(headers.first(HeaderName.CONTACT)) && headers.count(HeaderName.CONTACT) == 1;
  }

  /** The values of Route, next hop first. */
  public final List<NameAddr> routes() {
    return addresses(HeaderName.ROUTE);
  }

  /** The values of Record-Route, topmost first. */
  public final List<NameAddr> recordRoutes() {
    return addresses(HeaderName.RECORD_ROUTE);
  }

  /**
   * The values of any other header that holds addresses, such as Path (RFC 3327), Refer-To (RFC
   * 3515) or P-Asserted-Identity (RFC 3325); empty if there are none.
   */
  public final List<NameAddr> addresses(HeaderName name) {
    return Decoded.joined(headers, name, Decoded::addresses);
  }

  /** The same without the values that do not follow their grammar. */
  public final List<NameAddr> readableAddresses(HeaderName name) {
    try {
      return addresses(name);
    } catch (MalformedException e) {
      return Decoded.readable(headers, name);
    }
  }

  /** Max-Forwards, 0 to 255; empty if missing. */
  public final OptionalInt maxForwards() {
    HeaderField f = headers.field(HeaderName.MAX_FORWARDS);
    return f == null ? OptionalInt.empty() : OptionalInt.of((int) Decoded.number(f, 255));
  }

  /** Expires in seconds, 0 to 2³²−1; empty if missing. */
  public final OptionalLong expires() {
    return Decoded.number(headers, HeaderName.EXPIRES, MAX_SECONDS);
  }

  /** The same, empty also if it is malformed: where it is only a wish. */
  public final OptionalLong readableExpires() {
    try {
      return expires();
    } catch (MalformedException e) {
      return OptionalLong.empty();
    }
  }

  /** Min-Expires in seconds, 0 to 2³²−1; empty if missing. */
  public final OptionalLong minExpires() {
    return Decoded.number(headers, HeaderName.MIN_EXPIRES, MAX_SECONDS);
  }

  /** Content-Length in bytes as the header says it; empty if missing. */
  public final OptionalLong contentLength() {
    return Decoded.number(headers, HeaderName.CONTENT_LENGTH, Integer.MAX_VALUE);
  }

  /** The value of Content-Type with its parameters, or null. */
  public final @Nullable String contentType() {
    return headers.first(HeaderName.CONTENT_TYPE);
  }

  /** The whole message as text, for people; folded lines are unfolded. */
  @Override
  public String toString() {
    return startLine + "\n" + headers + "\n" + body;
  }
}
