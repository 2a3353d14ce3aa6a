// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

/** One difference between a number's terminals before a REGISTER and after. */
sealed interface Change {
  /** A terminal that was not there, or that is now elsewhere. */
  record Added(Binding binding) implements Change {}

  /** The same terminal at the same place, for longer. */
  record Refreshed(Binding old, Binding binding) implements Change {
    /** Whether what is stored already outlasts it. */
    boolean covered() {
      return binding.storedUntil() == old.storedUntil();
    }
  }

  /** A terminal is no longer there. */
  record Removed(Binding old) implements Change {}
}
