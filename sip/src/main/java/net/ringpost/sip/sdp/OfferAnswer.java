// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rules of offer and answer, RFC 3264, as pure functions. */
public final class OfferAnswer {
  private OfferAnswer() {}

  /**
   * What becomes of each offered stream, in their order.
   *
   * @param offer as received
   * @param ours what we can do, at most one entry a kind
   */
  public static List<LineOutcome> negotiate(SessionDescription offer, List<MediaCapability> ours) {
    Map<String, Integer> taken = new HashMap<>();
    List<LineOutcome> outcomes = new ArrayList<>();
    for (MediaDescription line : offer.media()) {
      LineOutcome outcome = outcome(offer, line, ours, taken.getOrDefault(line.kind(), 0));
      if (outcome instanceof LineOutcome.Accepted) {
        taken.merge(line.kind(), 1, Integer::sum);
      }
      outcomes.add(outcome);
    }
    return List.copyOf(outcomes);
  }

  private static LineOutcome outcome(
      SessionDescription offer, MediaDescription line, List<MediaCapability> ours, int taken) {
    if (line.refused()) {
      return new LineOutcome.Refused(line, "it is offered with port 0");
    }
    MediaCapability own =
        ours.stream().filter(c -> c.kind().equals(line.kind())).findFirst().orElse(null);
    if (own == null) {
      return new LineOutcome.Refused(line, "there is no '" + line.kind() + "' here");
    }
    if (taken >= own.most()) {
      return new LineOutcome.Refused(line, "there is a stream of this kind already");
    }
    if (!own.protocols().contains(line.protocol())) {
      return new LineOutcome.Refused(line, "'" + line.protocol() + "' is not supported");
    }
    List<RtpMap> common = line.codecs().stream().filter(own::has).toList();
    if (common.stream().allMatch(Codec::servant)) {
      return new LineOutcome.Refused(line, "there is no codec in common");
    }
    return new LineOutcome.Accepted(line, common, offer.direction(line).answered(own.direction()));
  }

  /**
   * The lines of an answer: refused ones with port 0, the others as {@code accept} makes them.
   *
   * @param accept our line for an accepted one: port, address, transport attributes
   */
  public static List<MediaDescription> answer(
      List<LineOutcome> outcomes, Function<LineOutcome.Accepted, MediaDescription> accept) {
    return outcomes.stream()
        .map(
            outcome ->
                switch (outcome) {
                  case LineOutcome.Accepted accepted -> accept.apply(accepted);
                  case LineOutcome.Refused refused -> refused.answer();
                })
        .toList();
  }

  /**
   * A further description of the same session (RFC 3264 §8): the same origin as before if nothing
   * has changed, the next version otherwise.
   *
   * @param before what we sent last
   * @param wanted what we want to send; its origin does not matter
   * @throws IllegalArgumentException if it has fewer streams than before: they are not removed but
   *     refused
   */
  public static SessionDescription following(SessionDescription before, SessionDescription wanted) {
    if (wanted.media().size() < before.media().size()) {
      throw new IllegalArgumentException(
          "a stream may not be left out once it was described; give it port 0 (RFC 3264 §8.2)");
    }
    SessionDescription same = wanted.withOrigin(before.origin());
    return same.equals(before) ? before : same.withOrigin(before.origin().next());
  }

  /** Puts the other side on hold: we hear nothing more from it (RFC 3264 §8.4). */
  public static SessionDescription hold(SessionDescription before) {
    return following(
        before, directed(before, own -> own.sends() ? Direction.SENDONLY : Direction.INACTIVE));
  }

  /** Takes it off hold: what we offer in each direction is {@code wanted}. */
  public static SessionDescription resume(SessionDescription before, Direction wanted) {
    return following(before, directed(before, own -> wanted));
  }

  private static SessionDescription directed(
      SessionDescription before, Function<Direction, Direction> change) {
    List<MediaDescription> lines = new ArrayList<>();
    for (MediaDescription line : before.media()) {
      Direction next = change.apply(before.direction(line));
      lines.add(line.refused() || next == before.direction(line) ? line : line.withDirection(next));
    }
    return before.withMedia(lines);
  }
}
