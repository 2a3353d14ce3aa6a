// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import net.ringpost.db.account.Member;
import org.jspecify.annotations.Nullable;

/** Finds members by ID or number, without blocking: the answer comes on the signalling loop. */
@FunctionalInterface
public interface MemberLookup {
  /** What a search brought. */
  sealed interface Result {
    /** The member, or null. */
    default @Nullable Member memberOrNull() {
      return this instanceof Found found ? found.member() : null;
    }
  }

  /** This member. */
  record Found(Member member) implements Result {}

  /** There is none. */
  enum NotFound implements Result {
    NOT_FOUND
  }

  /** It cannot be said: the database is away. */
  enum Unavailable implements Result {
    UNAVAILABLE
  }

  /** A name ending so is nobody's: sign-up refuses control characters. */
  String NOBODYS = "\u0001";

  /** Is given what was found. */
  interface Then {
    void found(Result found);
  }

  /**
   * Searches.
   *
   * @param name an ID or a number as somebody wrote it
   * @param then called at once where the answer is at hand, else later; always on the loop
   */
  void find(String name, Then then);

  /**
   * Does for somebody who is not to be found what a search for a name does that nobody has, so that
   * neither the answer nor its time tells the two apart.
   *
   * @param name what was searched for
   * @param then given {@link NotFound}, or {@link Unavailable} where any unknown name would be that
   */
  default void miss(String name, Then then) {
    find(name + NOBODYS, then);
  }
}
