// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.Arrays;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all that is alive. Nearly all are set to one of a few times from now, such as 64
 * T1: those of one such time make a chain, which costs next to nothing. What fits at no chain's end
 * is in a heap of four children a node in which every entry knows its place, so that moving or
 * removing one of 100,000 costs a handful of comparisons. Nothing is allocated.
 */
final class TimerQueue {
  private final TimerChain[] chains = {
    new TimerChain(),
    new TimerChain(),
    new TimerChain(),
    new TimerChain(),
    new TimerChain(),
    new TimerChain()
  };

  private @Nullable QueuedTimer[] heap = new @Nullable QueuedTimer[64];
  private int size;
  private int chained;

  /** The earliest deadline, or {@link Timers#NEVER}. */
  long next() {
    QueuedTimer first = first();
    return first == null ? Timers.NEVER : first.due;
  }

  private @Nullable QueuedTimer first() {
    QueuedTimer least = heap[0];
    for (TimerChain c : chains) {
      QueuedTimer first = c.first();
      if (first != null && (least == null || first.due < least.due)) {
        least = first;
      }
    }
    return least;
  }

  int size() {
    return size + chained;
  }

  /** Sets or changes the deadline; {@link Timers#NEVER} removes it. */
  void set(QueuedTimer entry, long due) {
    if (due == entry.due) {
      return;
    }
    if (due == Timers.NEVER) {
      remove(entry);
      return;
    }
    TimerChain chain = chainFor(due);
    if (chain != null) {
      remove(entry);
      entry.due = due;
      chain.add(entry);
      chained++;
    } else {
      unchain(entry);
      setInHeap(entry, due);
    }
  }

  /**
   * Of the chains that this deadline fits at the end of, the one that ends last; an empty one if
   * there is no other; null if there is none.
   */
  private @Nullable TimerChain chainFor(long due) {
    TimerChain found = null;
    long latest = Long.MIN_VALUE;
    for (TimerChain c : chains) {
      QueuedTimer last = c.last();
      long end = last == null ? Long.MIN_VALUE : last.due;
      if (end <= due && (found == null || end > latest)) {
        found = c;
        latest = end;
      }
    }
    return found;
  }

  private void unchain(QueuedTimer entry) {
    TimerChain chain = entry.chain;
    if (chain != null) {
      chain.remove(entry);
      chained--;
    }
  }

  private void setInHeap(QueuedTimer entry, long due) {
    long before = entry.due;
    entry.due = due;
    if (entry.place < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, 2 * size);
      }
      up(entry, size++);
    } else if (due < before) {
      up(entry, entry.place);
    } else if (due > before) {
      down(entry, entry.place);
    }
  }

  /** Takes out the earliest entry if its deadline has come, else gives null. */
  @Nullable QueuedTimer poll(long now) {
    QueuedTimer first = first();
    if (first == null || first.due > now) {
      return null;
    }
    remove(first);
    return first;
  }

  private void remove(QueuedTimer entry) {
    unchain(entry);
    int at = entry.place;
    entry.place = -1;
    entry.due = Timers.NEVER;
    if (at < 0) {
      return;
    }
    QueuedTimer last = heap[--size];
    heap[size] = null;
    if (last == null || at == size) {
      return;
    }
    down(last, at);
    if (last.place == at) {
      up(last, at);
    }
  }

  private void up(QueuedTimer entry, int from) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >> 2;
      QueuedTimer above = heap[parent];
      if (above == null || above.due <= entry.due) {
        break;
      }
      put(above, at);
      at = parent;
    }
    put(entry, at);
  }

  private void down(QueuedTimer entry, int from) {
    int at = from;
    while (true) {
      QueuedTimer least = leastChild(at);
      if (least == null || least.due >= entry.due) {
        break;
      }
      int place = least.place;
      put(least, at);
      at = place;
    }
    put(entry, at);
  }

  private @Nullable QueuedTimer leastChild(int at) {
    QueuedTimer least = null;
    int first = 4 * at + 1;
    for (int i = first; i < size && i < first + 4; i++) {
      QueuedTimer child = heap[i];
      if (child != null && (least == null || child.due < least.due)) {
        least = child;
      }
    }
    return least;
  }

  private void put(QueuedTimer entry, int at) {
    heap[at] = entry;
    entry.place = at;
  }
}
