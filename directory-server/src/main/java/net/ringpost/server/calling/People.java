// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import net.ringpost.db.account.Member;
import org.jspecify.annotations.Nullable;

/** Finds members by ID or number, without blocking: the answer comes on the signalling loop. */
@FunctionalInterface
public interface People {
  /** What a search brought. */
  sealed interface Found {
    /** The member, or null. */
    default @Nullable Member memberOrNull() {
      return this instanceof One one ? one.member() : null;
    }
  }

  /** This member. */
  record One(Member member) implements Found {}

  /** There is none. */
  enum Nobody implements Found {
    NOBODY
  }

  /** It cannot be said: the database is away. */
  enum Unknown implements Found {
    UNKNOWN
  }

  /** A name ending so is nobody's: sign-up refuses control characters. */
  String NOBODYS = "\u0001";

  /** Is given what was found. */
  interface Then {
    void found(Found found);
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
   * @param then given {@link Nobody}, or {@link Unknown} where any unknown name would be that
   */
  default void miss(String name, Then then) {
    find(name + NOBODYS, then);
  }
}
