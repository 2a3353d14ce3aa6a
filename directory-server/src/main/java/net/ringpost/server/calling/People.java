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
}
