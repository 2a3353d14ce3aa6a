// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import net.ringpost.sip.registrar.RegistrarRules;

/**
 * When which account has to be looked at because a binding may have ended: one page for each span
 * of eight seconds, holding account numbers. Cheaper than a timer for each binding. Who is looked
 * at too early, since a binding was refreshed meanwhile, has to be noted again. Not for use by
 * several threads.
 */
final class ExpiryCalendar {
  private static final long SPAN = TimeUnit.SECONDS.toNanos(8);
  private static final long[] BLANK = {};

  /** Pages for the longest registration, and one for what is half over. */
  private final long[][] pages =
      new long[(int) (TimeUnit.SECONDS.toNanos(RegistrarRules.MAX_EXPIRES) / SPAN) + 3][];

  private final int[] used = new int[pages.length];
  private final long start;
  private long turned;

  ExpiryCalendar(long now) {
    this.start = now;
    Arrays.fill(pages, BLANK);
  }

  /** Notes that a binding of this account ends then; at most the longest registration ahead. */
  void note(long account, long expiresAt) {
    long page = Math.max(turned, (expiresAt - start) / SPAN + 1);
    int i = (int) (page % pages.length);
    if (used[i] == pages[i].length) {
      grow(i);
    }
    pages[i][used[i]++] = account;
  }

  /** Makes room, first by removing what is there twice: nobody can fill the memory with notes. */
  private void grow(int i) {
    long[] page = pages[i];
    Arrays.sort(page);
    int different = 0;
    for (int k = 0; k < page.length; k++) {
      if (k == 0 || page[k] != page[k - 1]) {
        page[different++] = page[k];
      }
    }
    used[i] = different;
    if (2 * different >= page.length) {
      pages[i] = Arrays.copyOf(page, Math.max(8, 2 * page.length));
    }
  }

  /** How many notes there are. */
  int size() {
    return Arrays.stream(used).sum();
  }

  /** Shows the accounts whose time has come, some of them more than once. */
  void turn(long now, LongConsumer due) {
    long today = (now - start) / SPAN;
    while (turned <= today) {
      int i = (int) (turned % pages.length);
      long[] page = pages[i];
      int n = used[i];
      pages[i] = BLANK;
      used[i] = 0;
      turned++;
      for (int k = 0; k < n; k++) {
        due.accept(page[k]);
      }
    }
  }
}
