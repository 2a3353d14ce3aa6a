// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * Problem documents (RFC 9457) for what is refused before a feature sees it, or after it failed.
 */
final class ProblemDocument {
  static final String TYPE = "application/problem+json";

  private static final Map<Integer, String> DETAILS =
      Map.ofEntries(
          Map.entry(400, "The request is not as HTTP has it (RFC 9110, RFC 9112)."),
          Map.entry(401, "This is for members: sign in with ID or number and password."),
          Map.entry(403, "This is not for you."),
          Map.entry(404, "There is nothing here: look at /api/v1/docs for what there is."),
          Map.entry(405, "This cannot be done here: the Allow header says what can."),
          Map.entry(406, "It cannot be had in the form that the Accept header asks for."),
          Map.entry(408, "The request took too long to arrive: send it in one go."),
          Map.entry(411, "Say how long the body is, or send it in chunks."),
          Map.entry(413, "The body is larger than it may be here."),
          Map.entry(414, "The address is longer than 16 KB, together with its query."),
          Map.entry(415, "The body is of a kind that is not taken here."),
          Map.entry(417, "The only thing that can be expected is 100-continue."),
          Map.entry(
              429, "Too many requests of yours are under way: wait until one of them is answered."),
          Map.entry(431, "The headers are larger than 16 KB, or more than 100."),
          Map.entry(501, "The server does not know this method or transfer coding."),
          Map.entry(503, "Not at the moment: try again soon."),
          Map.entry(505, "The server speaks HTTP/1.1."));

  private ProblemDocument() {}

  /** The document for a status. */
  static byte[] of(int status) {
    HttpStatus known = HttpStatus.resolve(status);
    String title = known == null ? "Refused" : known.getReasonPhrase();
    String detail =
        DETAILS.getOrDefault(
            status,
            status < 500
                ? "The request cannot be served."
                : "Something went wrong in the server. The operator finds the reason in the log.");
    // None of the texts has a character that JSON escapes.
    return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
        .formatted(title, status, detail)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A whole answer, after which the connection ends. */
  static byte[] whole(int status) {
    byte[] body = of(status);
    String head =
        """
        HTTP/1.1 %d\s
        Content-Type: %s
        Content-Length: %d
        Cache-Control: no-store
        X-Content-Type-Options: nosniff
        Connection: close

        """
            .formatted(status, TYPE, body.length)
            .replace("\n", "\r\n");
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}
