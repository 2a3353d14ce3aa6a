// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an answer is one to a given offer: RFC 3264 §6, RFC 5763 §5, RFC 5761 §5.1.1, RFC 8843
 * §7.3, RFC 4568 §5.1.3.
 *
 * <p>Formats beyond the offered ones are allowed, as RFC 3264 §6.1 does; at least one must be
 * common.
 */
public final class AnswerCheck {
  /** Concerns the whole description. */
  public static final int SESSION = -1;

  /**
   * Something that may not be.
   *
   * @param line which stream, from 0 on, or {@link #SESSION}
   * @param reason for a person to read
   */
  public record Problem(int line, String reason) {}

  private final SessionDescription offer;
  private final SessionDescription answer;
  private final List<Problem> problems = new ArrayList<>();

  private AnswerCheck(SessionDescription offer, SessionDescription answer) {
    this.offer = offer;
    this.answer = answer;
  }

  /** All that is wrong with an answer; empty if it fits. */
  public static List<Problem> problems(SessionDescription offer, SessionDescription answer) {
    AnswerCheck check = new AnswerCheck(offer, answer);
    check.check();
    return List.copyOf(check.problems);
  }

  private void check() {
    int offered = offer.media().size();
    if (answer.media().size() != offered) {
      add(SESSION, "the answer has " + answer.media().size() + " streams, the offer " + offered);
      return;
    }
    for (int i = 0; i < offered; i++) {
      line(i, offer.media().get(i), answer.media().get(i));
    }
    bundle();
  }

  private void line(int i, MediaDescription theirs, MediaDescription ours) {
    if (!theirs.kind().equals(ours.kind())) {
      add(i, "'" + ours.kind() + "' answers '" + theirs.kind() + "'");
    } else if (theirs.refused() && !ours.refused()) {
      add(i, "the stream was offered with port 0");
    } else if (!ours.refused()) {
      accepted(i, theirs, ours);
    }
  }

  private void accepted(int i, MediaDescription theirs, MediaDescription ours) {
    if (!theirs.protocol().equals(ours.protocol())) {
      add(i, "'" + ours.protocol() + "' answers '" + theirs.protocol() + "'");
    }
    formats(i, theirs, ours);
    direction(i, theirs, ours);
    if (ours.rtcpMux() && !theirs.rtcpMux()) {
      add(i, "rtcp-mux was not offered");
    }
    if (!theirs.mid().equals(ours.mid()) && ours.mid().isPresent()) {
      add(i, "the mid differs from the offered one");
    }
    dtls(i, theirs, ours);
    keys(i, theirs, ours);
  }

  private void formats(int i, MediaDescription theirs, MediaDescription ours) {
    Set<String> common = new HashSet<>(ours.formats());
    common.retainAll(theirs.formats());
    boolean sameCodec =
        ours.codecs().stream().anyMatch(c -> theirs.codecs().stream().anyMatch(c::sameCodec));
    if (common.isEmpty() && !sameCodec) {
      add(i, "no format of the answer was offered");
    }
    for (String format : common) {
      Optional<RtpMap> before = theirs.codec(format);
      Optional<RtpMap> now = ours.codec(format);
      if (before.isPresent() && now.isPresent() && !before.get().sameCodec(now.get())) {
        add(i, "format " + format + " means another codec than in the offer");
      }
    }
  }

  private void direction(int i, MediaDescription theirs, MediaDescription ours) {
    Direction offered = offer.direction(theirs);
    Direction answered = answer.direction(ours);
    if ((answered.sends() && !offered.receives()) || (answered.receives() && !offered.sends())) {
      add(i, "'" + answered.attribute() + "' answers '" + offered.attribute() + "'");
    }
  }

  private void dtls(int i, MediaDescription theirs, MediaDescription ours) {
    if (!ours.protocol().contains("TLS")) {
      return;
    }
    if (answer.fingerprints(ours).isEmpty()) {
      add(i, "there is no certificate fingerprint");
    }
    // RFC 4145 §4.1: nothing said is active in an offer, passive in an answer.
    Setup offered = offer.setup(theirs).orElse(Setup.ACTIVE);
    Setup answered = answer.setup(ours).orElse(Setup.PASSIVE);
    boolean valid =
        switch (offered) {
          case ACTPASS -> answered == Setup.ACTIVE || answered == Setup.PASSIVE;
          case ACTIVE -> answered == Setup.PASSIVE || answered == Setup.HOLDCONN;
          case PASSIVE -> answered == Setup.ACTIVE || answered == Setup.HOLDCONN;
          case HOLDCONN -> answered == Setup.HOLDCONN;
        };
    if (!valid) {
      add(i, "setup:" + answered.text() + " answers setup:" + offered.text());
    }
  }

  private void keys(int i, MediaDescription theirs, MediaDescription ours) {
    if (theirs.cryptos().isEmpty() && ours.cryptos().isEmpty()) {
      return;
    }
    if (ours.cryptos().size() != 1) {
      add(i, "the answer must choose exactly one of the offered keys");
      return;
    }
    CryptoAttribute chosen = ours.cryptos().getFirst();
    boolean known =
        theirs.cryptos().stream()
            .anyMatch(c -> c.tag() == chosen.tag() && c.suite().equals(chosen.suite()));
    if (!known) {
      add(i, "crypto " + chosen.tag() + " " + chosen.suite() + " was not offered");
    }
  }

  private void bundle() {
    for (MediaGroup group : answer.groups()) {
      boolean offered =
          offer.groups().stream()
              .anyMatch(
                  g ->
                      g.semantics().equals(group.semantics())
                          && g.mids().containsAll(group.mids()));
      if (!offered) {
        add(SESSION, "group '" + group.attribute().value() + "' was not offered");
      }
    }
  }

  private void add(int line, String reason) {
    problems.add(new Problem(line, reason));
  }
}
