// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * A number's terminals; immutable. What is done for each request walks through them by index: an
 * iterator over several kinds of lists is a megamorphic call site.
 *
 * @param all the terminals in no particular order; ended ones may still be among them
 */
public record Bindings(List<Binding> all) {
  /** No terminal. */
  public static final Bindings NONE = new Bindings(List.of());

  private static final Comparator<Binding> PREFERRED_FIRST =
      Comparator.comparingInt(Binding::q).reversed();

  public Bindings {
    all = List.copyOf(all);
  }

  /** Without those that ended; the same object if none did. */
  public Bindings live(long now) {
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).live(now)) {
        return of(all.stream().filter(x -> x.live(now)).toList());
      }
    }
    return this;
  }

  /**
   * Where a request goes: each terminal once, the preferred ones first. Of an instance's several
   * flows it is the one that registered last (RFC 5626 §5.3: a request is not sent over two).
   *
   * <p>DEVIATION RFC 5626 §5.3: if that one fails, no other is tried.
   */
  public List<Binding> targets(long now) {
    if (all.size() == 1) {
      return all.get(0).live(now) ? all : List.of();
    }
    List<Binding> out = new ArrayList<>(all.size());
    for (Binding b : all) {
      if (b.live(now) && !hasNewerFlow(b, now)) {
        out.add(b);
      }
    }
    out.sort(PREFERRED_FIRST);
    return out;
  }

  private boolean hasNewerFlow(Binding b, long now) {
    for (Binding other : all) {
      if (b.instance() != null
          && other.live(now)
          && b.instance().equalsIgnoreCase(other.instance())
          && other.registeredAt() - b.registeredAt() > 0) {
        return true;
      }
    }
    return false;
  }

  /** The binding that a registration for this contact and instance is about, or null. */
  @Nullable Binding find(SipUri uri, @Nullable String instance, int regId) {
    for (int i = 0; i < all.size(); i++) {
      Binding b = all.get(i);
      if (b.isFor(uri, instance, regId)) {
        return b;
      }
    }
    return null;
  }

  /** With one taken out and another put in; either may be null. */
  public Bindings replace(@Nullable Binding old, @Nullable Binding with) {
    List<Binding> next = new ArrayList<>(all.size() + 1);
    for (int i = 0; i < all.size(); i++) {
      Binding b = all.get(i);
      if (!b.equals(old)) {
        next.add(b);
      }
    }
    if (with != null) {
      next.add(with);
    }
    return of(next);
  }

  private static Bindings of(List<Binding> list) {
    return list.isEmpty() ? NONE : new Bindings(list);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many. */
  public int size() {
    return all.size();
  }

  /** When the first of them ends; there must be one. */
  public long firstEnd() {
    long first = all.get(0).expiresAt();
    for (Binding b : all) {
      if (b.expiresAt() - first < 0) {
        first = b.expiresAt();
      }
    }
    return first;
  }

  /** The one that registered longest ago; there must be one. */
  Binding oldest() {
    Binding oldest = all.get(0);
    for (Binding b : all) {
      if (b.registeredAt() - oldest.registeredAt() < 0) {
        oldest = b;
      }
    }
    return oldest;
  }
}
