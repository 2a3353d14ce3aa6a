// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/** A request (RFC 3261 §7.1). */
public final class SipRequest extends SipMessage {
  private final Method method;
  private final String requestUri;
  private @Nullable Uri decodedUri;

  private SipRequest(Slice line, Method method, String requestUri, Headers headers, Slice body) {
    super(line, headers, body);
    this.method = method;
    this.requestUri = requestUri;
  }

  /** A request as received; for the parser. */
  public static SipRequest received(
      Slice line, Method method, String requestUri, Headers headers, Slice body) {
    return new SipRequest(line, method, requestUri, headers, body);
  }

  /** A request of our own without a body; Content-Length is set. */
  public static SipRequest of(Method method, Uri requestUri, Headers headers) {
    return of(method, requestUri, headers, new byte[0]);
  }

  /** A request of our own; Content-Length is set, Content-Type is the caller's. */
  public static SipRequest of(Method method, Uri requestUri, Headers headers, byte[] body) {
    Slice slice = Slice.of(body);
    String uri = requestUri.toString();
    SipRequest r =
        new SipRequest(line(method, uri), method, uri, withLength(headers, slice), slice);
    r.decodedUri = requestUri;
    return r;
  }

  private static Slice line(Method method, String uri) {
    return Slice.ofText(method.token() + " " + uri + " SIP/2.0");
  }

  @Override
  public Method method() {
    return method;
  }

  /** The Request-URI as written. */
  public String requestUriText() {
    return requestUri;
  }

  /**
   * The Request-URI in parts.
   *
   * @throws MalformedException if it is none
   */
  public Uri requestUri() {
    Uri u = decodedUri;
    if (u == null) {
      u = Uri.parse(requestUri);
      decodedUri = u;
    }
    return u;
  }

  /** The same request to another URI; nothing else is touched. */
  public SipRequest withRequestUri(Uri uri) {
    String text = uri.toString();
    SipRequest r = new SipRequest(line(method, text), method, text, headers(), bodySlice());
    r.decodedUri = uri;
    return r;
  }

  @Override
  public SipRequest withHeaders(Headers newHeaders) {
    SipRequest r = new SipRequest(startLine(), method, requestUri, newHeaders, bodySlice());
    r.decodedUri = decodedUri;
    return r;
  }

  @Override
  public SipRequest withBody(String contentType, byte[] newBody) {
    Slice slice = Slice.of(newBody);
    SipRequest r =
        new SipRequest(startLine(), method, requestUri, headersFor(contentType, slice), slice);
    r.decodedUri = decodedUri;
    return r;
  }
}
