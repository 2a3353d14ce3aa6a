// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.history;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import tools.jackson.databind.JsonNode;

/** The member's calls at the server, over REST. Its methods block. */
public final class CallHistory {
  private final Site site;

  /** The history of the member whose site this is. */
  public CallHistory(Site site) {
    this.site = site;
  }

  /**
   * The last calls, newest first.
   *
   * @param most how many, 1 to 1000
   * @throws SiteException if they cannot be had
   */
  public List<PastCall> list(int most) throws SiteException {
    JsonNode all = site.json(site.sent(site.request("calls?limit=" + most).GET()));
    if (!all.isArray()) {
      throw site.unknown();
    }
    List<PastCall> calls = new ArrayList<>();
    for (JsonNode c : all) {
      calls.add(call(c));
    }
    return calls;
  }

  private static PastCall call(JsonNode c) {
    boolean out = c.path("direction").asString("").equals("out");
    return new PastCall(
        out ? "out" : "in",
        c.path(out ? "to" : "from").asString(""),
        c.path(out ? "toName" : "fromName").asString(""),
        c.path("startedAt").asString(""),
        talk(c.path("answeredAt").asString(""), c.path("endedAt").asString("")),
        c.path("outcome").asString("").toLowerCase(Locale.ROOT),
        c.path("missed").asBoolean(false),
        c.path("status").asInt(0));
  }

  private static long talk(String from, String to) {
    if (from.isEmpty() || to.isEmpty()) {
      return -1;
    }
    try {
      return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
    } catch (DateTimeParseException e) {
      return -1;
    }
  }
}
