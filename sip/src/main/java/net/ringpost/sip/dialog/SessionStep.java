// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;

/**
 * What an event does to a {@link Session}.
 *
 * @param next the state after it
 * @param actions what is to be done, in this order
 */
public record SessionStep(Session.State next, List<SessionAction> actions) {
  static SessionStep to(Session.State next, SessionAction... actions) {
    return new SessionStep(next, List.of(actions));
  }
}
