// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/**
 * Which line may follow which, RFC 8866 §5, §9: the types in their order, each a rank; those of one
 * rank may alternate.
 */
final class LineOrder {
  private static final String[] SESSION = {"i", "u", "e", "p", "c", "b", "trz", "k", "a"};
  private static final String[] MEDIA = {"i", "c", "b", "k", "a"};
  private static final int TIME = 6;

  private final String[] ranks;
  private final String once;
  private int rank = -1;

  private LineOrder(String[] ranks, String once) {
    this.ranks = ranks;
    this.once = once;
  }

  /** After {@code s=}. */
  static LineOrder session() {
    return new LineOrder(SESSION, "iuck");
  }

  /** After {@code m=}. */
  static LineOrder media() {
    return new LineOrder(MEDIA, "ik");
  }

  /**
   * @throws IllegalArgumentException with the reason, if no such line may stand here
   */
  void accept(char type) {
    int found = rankOf(type);
    if (found < 0) {
      throw new IllegalArgumentException(
          "'"
              + type
              + "=' may not stand in "
              + (ranks == MEDIA ? "a media" : "the session's")
              + " section");
    }
    if (found < rank) {
      throw new IllegalArgumentException(
          "'" + type + "=' must come before '" + ranks[rank].charAt(0) + "='");
    }
    if (found == rank && once.indexOf(type) >= 0) {
      throw new IllegalArgumentException("there is a second '" + type + "='");
    }
    boolean timeBegins = found == TIME && rank < TIME;
    if (ranks == SESSION && (timeBegins ? type != 't' : found > TIME && rank < TIME)) {
      throw new IllegalArgumentException("there must be a 't=' before '" + type + "='");
    }
    rank = found;
  }

  /**
   * The section ends.
   *
   * @throws IllegalArgumentException if something is missing
   */
  void end() {
    if (ranks == SESSION && rank < TIME) {
      throw new IllegalArgumentException("there is no 't='");
    }
  }

  private int rankOf(char type) {
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i].indexOf(type) >= 0) {
        return i;
      }
    }
    return -1;
  }
}
