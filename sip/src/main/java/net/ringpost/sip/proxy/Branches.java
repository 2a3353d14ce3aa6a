// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.proxy.ResponseContext.Action;
import net.ringpost.sip.proxy.ResponseContext.Branch;
import net.ringpost.sip.proxy.ResponseContext.BranchState;
import net.ringpost.sip.proxy.ResponseContext.Cancel;
import net.ringpost.sip.proxy.ResponseContext.Cancelled;
import net.ringpost.sip.proxy.ResponseContext.Ended;
import net.ringpost.sip.proxy.ResponseContext.Expired;
import net.ringpost.sip.proxy.ResponseContext.Pending;
import net.ringpost.sip.proxy.ResponseContext.Why;

/**
 * Lists of branches with one or some of them changed. They are walked through by index: an iterator
 * over several kinds of lists is a megamorphic call site.
 */
final class Branches {
  private Branches() {}

  static List<Branch> with(List<Branch> branches, int number, BranchState state) {
    List<Branch> out = new ArrayList<>(branches.size());
    for (int i = 0; i < branches.size(); i++) {
      Branch b = branches.get(i);
      out.add(b.number() == number ? new Branch(number, state) : b);
    }
    return List.copyOf(out);
  }

  /** A branch ends once; one that timer C had cancelled ends as timed out. */
  static List<Branch> ended(List<Branch> branches, int number, BranchEnd end) {
    for (int i = 0; i < branches.size(); i++) {
      Branch b = branches.get(i);
      if (b.number() == number) {
        return switch (b.state()) {
          case Ended e -> branches;
          case Expired e -> with(branches, number, new Ended(new BranchEnd.TimedOut()));
          case Pending p -> with(branches, number, new Ended(end));
          case Cancelled c -> with(branches, number, new Ended(end));
        };
      }
    }
    return branches;
  }

  /** All that are pending become cancelled, each with an action. */
  static List<Branch> cancelled(List<Branch> branches, Why why, List<Action> actions) {
    List<Branch> out = new ArrayList<>(branches.size());
    for (int i = 0; i < branches.size(); i++) {
      Branch b = branches.get(i);
      boolean pending = b.state() instanceof Pending;
      out.add(pending ? new Branch(b.number(), new Cancelled()) : b);
      if (pending) {
        actions.add(new Cancel(b.number(), why));
      }
    }
    return List.copyOf(out);
  }

  static boolean allEnded(List<Branch> branches) {
    for (int i = 0; i < branches.size(); i++) {
      if (!(branches.get(i).state() instanceof Ended)) {
        return false;
      }
    }
    return true;
  }

  static List<BranchEnd> ends(List<Branch> branches) {
    List<BranchEnd> out = new ArrayList<>(branches.size());
    for (Branch b : branches) {
      if (b.state() instanceof Ended e) {
        out.add(e.end());
      }
    }
    return out;
  }
}
