// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

/** One difference between a number's terminals before a REGISTER and after. */
public sealed interface BindingUpdate {
  /** A terminal that was not there, or that is now elsewhere. */
  record Added(Binding binding) implements BindingUpdate {}

  /** The same terminal at the same place, for longer. */
  record Refreshed(Binding old, Binding binding) implements BindingUpdate {
    /** Whether what is stored already outlasts it. */
    public boolean covered() {
      return binding.storedUntil() == old.storedUntil();
    }
  }

  /** A terminal is no longer there. */
  record Removed(Binding old) implements BindingUpdate {}
}
