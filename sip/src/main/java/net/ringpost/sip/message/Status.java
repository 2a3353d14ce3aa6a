// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A response code, 100 to 699, with the reason that goes with it by default (RFC 3261 §21). There
 * is one instance of each, so that {@code ==} works.
 */
public final class Status {
  private static final @Nullable Status[] ALL = new @Nullable Status[700];

  public static final Status TRYING = make(100, "Trying");
  public static final Status RINGING = make(180, "Ringing");
  public static final Status CALL_IS_BEING_FORWARDED = make(181, "Call Is Being Forwarded");
  public static final Status QUEUED = make(182, "Queued");
  public static final Status SESSION_PROGRESS = make(183, "Session Progress");
  public static final Status OK = make(200, "OK");
  public static final Status ACCEPTED = make(202, "Accepted");
  public static final Status MULTIPLE_CHOICES = make(300, "Multiple Choices");
  public static final Status MOVED_PERMANENTLY = make(301, "Moved Permanently");
  public static final Status MOVED_TEMPORARILY = make(302, "Moved Temporarily");
  public static final Status USE_PROXY = make(305, "Use Proxy");
  public static final Status BAD_REQUEST = make(400, "Bad Request");
  public static final Status UNAUTHORIZED = make(401, "Unauthorized");
  public static final Status FORBIDDEN = make(403, "Forbidden");
  public static final Status NOT_FOUND = make(404, "Not Found");
  public static final Status METHOD_NOT_ALLOWED = make(405, "Method Not Allowed");
  public static final Status NOT_ACCEPTABLE = make(406, "Not Acceptable");
  public static final Status PROXY_AUTHENTICATION_REQUIRED =
      make(407, "Proxy Authentication Required");
  public static final Status REQUEST_TIMEOUT = make(408, "Request Timeout");
  public static final Status GONE = make(410, "Gone");
  public static final Status REQUEST_ENTITY_TOO_LARGE = make(413, "Request Entity Too Large");
  public static final Status REQUEST_URI_TOO_LONG = make(414, "Request-URI Too Long");
  public static final Status UNSUPPORTED_MEDIA_TYPE = make(415, "Unsupported Media Type");
  public static final Status UNSUPPORTED_URI_SCHEME = make(416, "Unsupported URI Scheme");
  public static final Status BAD_EXTENSION = make(420, "Bad Extension");
  public static final Status EXTENSION_REQUIRED = make(421, "Extension Required");
  public static final Status INTERVAL_TOO_BRIEF = make(423, "Interval Too Brief");
  public static final Status BAD_IDENTITY_INFO = make(436, "Bad Identity Info");
  public static final Status INVALID_IDENTITY_HEADER = make(438, "Invalid Identity Header");
  public static final Status FLOW_FAILED = make(430, "Flow Failed");
  public static final Status TEMPORARILY_UNAVAILABLE = make(480, "Temporarily Unavailable");
  public static final Status CALL_DOES_NOT_EXIST = make(481, "Call/Transaction Does Not Exist");
  public static final Status LOOP_DETECTED = make(482, "Loop Detected");
  public static final Status TOO_MANY_HOPS = make(483, "Too Many Hops");
  public static final Status ADDRESS_INCOMPLETE = make(484, "Address Incomplete");
  public static final Status AMBIGUOUS = make(485, "Ambiguous");
  public static final Status BUSY_HERE = make(486, "Busy Here");
  public static final Status REQUEST_TERMINATED = make(487, "Request Terminated");
  public static final Status NOT_ACCEPTABLE_HERE = make(488, "Not Acceptable Here");
  public static final Status BAD_EVENT = make(489, "Bad Event");
  public static final Status REQUEST_PENDING = make(491, "Request Pending");
  public static final Status UNDECIPHERABLE = make(493, "Undecipherable");
  public static final Status SERVER_INTERNAL_ERROR = make(500, "Server Internal Error");
  public static final Status NOT_IMPLEMENTED = make(501, "Not Implemented");
  public static final Status BAD_GATEWAY = make(502, "Bad Gateway");
  public static final Status SERVICE_UNAVAILABLE = make(503, "Service Unavailable");
  public static final Status SERVER_TIMEOUT = make(504, "Server Time-out");
  public static final Status VERSION_NOT_SUPPORTED = make(505, "Version Not Supported");
  public static final Status MESSAGE_TOO_LARGE = make(513, "Message Too Large");
  public static final Status BUSY_EVERYWHERE = make(600, "Busy Everywhere");
  public static final Status DECLINE = make(603, "Decline");
  public static final Status DOES_NOT_EXIST_ANYWHERE = make(604, "Does Not Exist Anywhere");
  public static final Status NOT_ACCEPTABLE_ANYWHERE = make(606, "Not Acceptable");

  private static final String[] CLASS_REASON = {
    "", "Progress", "Success", "Redirection", "Request Failure", "Server Failure", "Global Failure"
  };

  static {
    for (int code = 100; code < 700; code++) {
      if (ALL[code] == null) {
        make(code, CLASS_REASON[code / 100]);
      }
    }
  }

  private final int code;
  private final String reason;
  private final Slice line;

  private Status(int code, String reason) {
    this.code = code;
    this.reason = reason;
    this.line = Slice.ofText("SIP/2.0 " + code + " " + reason);
  }

  private static Status make(int code, String reason) {
    Status s = new Status(code, reason);
    ALL[code] = s;
    return s;
  }

  /**
   * The status with this code.
   *
   * @throws IllegalArgumentException unless 100 ≤ code ≤ 699
   */
  public static Status of(int code) {
    if (code < 100 || code > 699) {
      throw new IllegalArgumentException("not a SIP status code: " + code);
    }
    return Objects.requireNonNull(ALL[code]);
  }

  /** 100 to 699. */
  public int code() {
    return code;
  }

  /** The default reason phrase, in English. */
  public String reason() {
    return reason;
  }

  /** A response's first line with the default reason phrase. */
  Slice line() {
    return line;
  }

  /** 1xx: the final answer is yet to come. */
  public boolean isProvisional() {
    return code < 200;
  }

  /** 200 and above. */
  public boolean isFinal() {
    return code >= 200;
  }

  /** 2xx. */
  public boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** 3xx. */
  public boolean isRedirect() {
    return code >= 300 && code < 400;
  }

  /** 6xx: nobody anywhere will answer otherwise. */
  public boolean isGlobal() {
    return code >= 600;
  }

  @Override
  public String toString() {
    return code + " " + reason;
  }
}
