// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;

/** What is done for a caller whom nobody answered. */
public sealed interface Diversion {
  /** Nothing: it is told so. */
  Diversion NONE = new None();

  /** Nothing: it is told so. */
  record None() implements Diversion {}

  /** Further targets are tried, at least one. */
  record Further(List<Target> targets) implements Diversion {}

  /** Whoever was asked answers the request itself; it is none of the proxy's any more. */
  record Taken() implements Diversion {}
}
