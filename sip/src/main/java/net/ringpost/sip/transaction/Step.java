// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import java.util.List;

/**
 * What an event does to a machine.
 *
 * @param next the state after it
 * @param actions what is to be done, in this order
 * @param <S> the machine's states
 */
public record Step<S>(S next, List<Action> actions) {
  static <S> Step<S> to(S next) {
    return new Step<>(next, List.of());
  }

  static <S> Step<S> to(S next, Action action) {
    return new Step<>(next, List.of(action));
  }

  static <S> Step<S> to(S next, Action first, Action second) {
    return new Step<>(next, List.of(first, second));
  }
}
