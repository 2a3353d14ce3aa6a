// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.List;
import java.util.Set;
import net.ringpost.sip.engine.Identifiers;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** The answers that the server gives of its own. */
final class LocalResponses {
  private static final HeaderField ALLOW = HeaderField.of(HeaderName.ALLOW, "REGISTER, OPTIONS");

  /** RFC 3261 §11.2: what the server itself takes; members' terminals are asked themselves. */
  private static final List<HeaderField> ABLE =
      List.of(
          ALLOW,
          HeaderField.of(HeaderName.ACCEPT, "*/*"),
          HeaderField.of(HeaderName.ACCEPT_ENCODING, "identity"),
          HeaderField.of(HeaderName.ACCEPT_LANGUAGE, "en"),
          HeaderField.of(HeaderName.SUPPORTED, "outbound"));

  private final Identifiers ids;

  LocalResponses(Identifiers ids) {
    this.ids = ids;
  }

  SipResponse of(SipRequest request, Status status, @Nullable String reason) {
    return SipResponse.to(request, status, reason, ids.tag());
  }

  /** The server is there, and able. */
  SipResponse options(SipRequest request) {
    if (request.headers().has(HeaderName.REQUIRE)) {
      return unsupported(request);
    }
    SipResponse ok = SipResponse.to(request, Status.OK, null, ids.statelessTag(request));
    HeaderEditor edit = ok.headers().edit();
    for (HeaderField field : ABLE) {
      edit.append(field);
    }
    return ok.withHeaders(edit.build());
  }

  /** RFC 3261 §11.2: what is taken in the dialog of a subscription. */
  SipResponse subscriptionOptions(SipRequest request, Set<String> events) {
    if (request.headers().has(HeaderName.REQUIRE)) {
      return unsupported(request);
    }
    SipResponse ok = of(request, Status.OK, null);
    return ok.withHeaders(
        ok.headers()
            .edit()
            .append(HeaderName.ALLOW, "SUBSCRIBE, OPTIONS")
            .append(HeaderName.ALLOW_EVENTS, String.join(", ", events))
            .build());
  }

  /** RFC 3261 §8.2.2.3: an extension that we would have to know. */
  SipResponse unsupported(SipRequest request) {
    SipResponse plain =
        SipResponse.to(request, Status.BAD_EXTENSION, null, ids.statelessTag(request));
    String unknown = String.join(", ", request.headers().values(HeaderName.REQUIRE));
    return plain.withHeaders(
        plain.headers().edit().append(HeaderName.UNSUPPORTED, unknown).build());
  }

  /** RFC 3261 §8.2.1: a method that is not for the server, or that nobody knows. */
  SipResponse noSuchMethod(SipRequest request) {
    boolean known = request.method().known();
    Status status = known ? Status.METHOD_NOT_ALLOWED : Status.NOT_IMPLEMENTED;
    SipResponse plain = of(request, status, null);
    return plain.withHeaders(plain.headers().edit().append(ALLOW).build());
  }

  /** RFC 6665 §4.2.1.1, §8.3.2: no such event package; these there are. */
  SipResponse badEvent(SipRequest request, Set<String> events) {
    SipResponse plain = of(request, Status.BAD_EVENT, null);
    return events.isEmpty()
        ? plain
        : plain.withHeaders(
            plain
                .headers()
                .edit()
                .append(HeaderName.ALLOW_EVENTS, String.join(", ", events))
                .build());
  }
}
