// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/** A response (RFC 3261 §7.2). */
public final class SipResponse extends SipMessage {
  private static final HeaderField NO_BODY = HeaderField.of(HeaderName.CONTENT_LENGTH, "0");

  private final Status status;
  private final String reason;

  private SipResponse(Slice line, Status status, String reason, Headers headers, Slice body) {
    super(line, headers, body);
    this.status = status;
    this.reason = reason;
  }

  /** A response as received; for the parser. */
  public static SipResponse received(
      Slice line, Status status, String reason, Headers headers, Slice body) {
    return new SipResponse(line, status, reason, headers, body);
  }

  /** A response of our own; Content-Length is set, Content-Type is the caller's. */
  public static SipResponse of(Status status, String reason, Headers headers, byte[] body) {
    Slice slice = Slice.of(body);
    return new SipResponse(line(status, reason), status, reason, withLength(headers, slice), slice);
  }

  /**
   * The answer to a request with the headers that RFC 3261 §8.2.6.2 asks for: all Via, From, To,
   * Call-ID, CSeq, and on a 100 the Timestamp. Headers that a broken request lacks are left out, so
   * that it can be told what is wrong with it.
   *
   * @param reason the reason phrase; null for the status's own
   * @param toTag put on To unless it has a tag already; null for none (as on a 100)
   */
  public static SipResponse to(
      SipRequest request, Status status, @Nullable String reason, @Nullable String toTag) {
    Headers from = request.headers();
    HeaderField[] fields = new HeaderField[from.count(HeaderName.VIA) + 6];
    int n = 0;
    for (HeaderField via : from.all(HeaderName.VIA)) {
      fields[n++] = via;
    }
    n = copy(from.field(HeaderName.FROM), fields, n);
    n = copy(tagged(from.field(HeaderName.TO), toTag), fields, n);
    n = copy(from.field(HeaderName.CALL_ID), fields, n);
    n = copy(from.field(HeaderName.CSEQ), fields, n);
    if (status == Status.TRYING) {
      n = copy(from.field(HeaderName.TIMESTAMP), fields, n);
    }
    fields[n++] = NO_BODY;
    return new SipResponse(
        reason == null ? status.line() : line(status, reason),
        status,
        reason == null ? status.reason() : reason,
        Headers.adopt(fields, n),
        Slice.EMPTY);
  }

  private static Slice line(Status status, String reason) {
    return Slice.ofText("SIP/2.0 " + status.code() + " " + reason);
  }

  private static int copy(@Nullable HeaderField field, HeaderField[] to, int n) {
    if (field == null) {
      return n;
    }
    to[n] = field;
    return n + 1;
  }

  private static @Nullable HeaderField tagged(@Nullable HeaderField to, @Nullable String tag) {
    if (to == null || tag == null) {
      return to;
    }
    try {
      boolean has = Decoded.address(to).tag() != null;
      return has ? to : to.with(";tag=" + tag);
    } catch (MalformedException e) {
      // Such a request is answered with its own To, so that its sender finds it again.
      return to;
    }
  }

  /** The status; its reason is the default one, not necessarily what was received. */
  public Status status() {
    return status;
  }

  /** 100 to 699. */
  public int code() {
    return status.code();
  }

  /** The reason phrase as received or given, possibly empty. */
  public String reason() {
    return reason;
  }

  @Override
  public Method method() {
    return cseq().method();
  }

  /** Without the first Via, as a proxy sends it on (RFC 3261 §16.7 step 3). */
  public SipResponse withoutTopVia() {
    return withHeaders(headers().edit().removeFirstValue(HeaderName.VIA).build());
  }

  @Override
  public SipResponse withHeaders(Headers newHeaders) {
    return new SipResponse(startLine(), status, reason, newHeaders, bodySlice());
  }

  @Override
  public SipResponse withBody(String contentType, byte[] newBody) {
    Slice slice = Slice.of(newBody);
    return new SipResponse(startLine(), status, reason, headersFor(contentType, slice), slice);
  }
}
