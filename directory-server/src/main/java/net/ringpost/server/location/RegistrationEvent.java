// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import net.ringpost.sip.registrar.Binding;

/** That a terminal came or went; published on the signalling loop, so listeners must not block. */
public sealed interface RegistrationEvent {
  /** Whose terminal. */
  long account();

  /** The terminal. */
  Binding binding();

  /** A terminal is there that was not, or is now at another place. */
  record Came(long account, Binding binding) implements RegistrationEvent {}

  /** A terminal is there for longer. */
  record Stayed(long account, Binding binding) implements RegistrationEvent {}

  /** A terminal signed out, moved, was replaced, ended or lost its connection. */
  record Left(long account, Binding binding) implements RegistrationEvent {}
}
