// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.util.List;
import net.ringpost.sip.message.Status;

/** What becomes of a REGISTER whose sender is known. */
public sealed interface RegistrarOutcome {
  /**
   * It is granted, as a whole.
   *
   * @param bindings the number's terminals from now on
   * @param changes what differs from before, in order; empty for a query
   */
  record Granted(Bindings bindings, List<BindingUpdate> changes) implements RegistrarOutcome {
    /** Whether nothing was asked for but that bindings last longer. */
    public boolean onlyRefreshes() {
      for (BindingUpdate c : changes) {
        if (!(c instanceof BindingUpdate.Refreshed)) {
          return false;
        }
      }
      return true;
    }

    /** Whether what is stored already outlasts all that is granted. */
    public boolean covered() {
      for (BindingUpdate c : changes) {
        if (!(c instanceof BindingUpdate.Refreshed r && r.covered())) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * It is refused, as a whole.
   *
   * @param minExpires seconds for a Min-Expires header, 0 for none
   */
  record Refused(Status status, String reason, int minExpires) implements RegistrarOutcome {}
}
