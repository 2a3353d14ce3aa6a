// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import java.util.List;

/**
 * What an event does to a machine.
 *
 * @param next the state after it
 * @param actions what is to be done, in this order
 * @param <S> the machine's states
 * @param <A> the machine's actions
 */
public record Step<S, A>(S next, List<A> actions) {
  /** To this state, with nothing to be done. */
  public static <S, A> Step<S, A> to(S next) {
    return new Step<>(next, List.of());
  }

  /** To this state, with one thing to be done. */
  public static <S, A> Step<S, A> to(S next, A action) {
    return new Step<>(next, List.of(action));
  }

  /** To this state, with these things to be done. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the list copies them
  public static <S, A> Step<S, A> to(S next, A... actions) {
    return new Step<>(next, List.of(actions));
  }
}
