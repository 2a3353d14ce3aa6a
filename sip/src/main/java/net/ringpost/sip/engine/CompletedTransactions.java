// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.engine.PackedTransactions.Kind;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.PackedResponse;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.InviteClient;
import net.ringpost.sip.transaction.InviteServer;
import net.ringpost.sip.transaction.NonInviteServer;
import org.jspecify.annotations.Nullable;

/** Transactions for which all is done: what is kept of them for a while, for what is repeated. */
final class CompletedTransactions {
  private static final byte[] NOTHING = {};

  private final PackedTransactions lingering;

  /** Beside those that linger six times as long, so that none waits for another. */
  private final PackedTransactions refused;

  private final FlowBytes flows = new FlowBytes();

  CompletedTransactions(TimerQueue deadlines) {
    this.lingering = new PackedTransactions(deadlines);
    this.refused = new PackedTransactions(deadlines);
  }

  int size() {
    return lingering.size() + refused.size();
  }

  /**
   * Keeps what matters of it if it is done: answered finally, and if an INVITE acknowledged;
   * whether it is.
   */
  boolean keepDone(ServerTransaction t) {
    if (t instanceof NonInviteServerTransaction in) {
      if (in.state() instanceof NonInviteServer.Completed completed) {
        byte[] answer = PackedResponse.of(completed.response()).bytes();
        lingering.add(Kind.ANSWERED, in.key, answer, completed.endAt());
        return true;
      }
    } else if (t instanceof InviteServerTransaction in
        && in.state() instanceof InviteServer.Confirmed confirmed) {
      refused.add(Kind.REFUSED, in.key, tagBytes(in), confirmed.endAt());
      return true;
    }
    return false;
  }

  /** Keeps what matters of an INVITE that was accepted; whether it was. */
  boolean keepAccepted(ServerTransaction t) {
    if (t instanceof InviteServerTransaction in
        && in.state() instanceof InviteServer.Accepted accepted) {
      lingering.add(Kind.ACCEPTED, in.key, tagBytes(in), accepted.endAt());
      return true;
    }
    return false;
  }

  /**
   * The same of one of those that it was sent on as.
   *
   * @param upstream where the first came from
   */
  boolean keepAccepted(InviteClientTransaction branch, Flow upstream) {
    if (branch.state() instanceof InviteClient.Accepted accepted) {
      lingering.add(Kind.BRANCH, branch.key, flows.pack(upstream), accepted.endAt());
      return true;
    }
    return false;
  }

  private static byte[] tagBytes(InviteServerTransaction in) {
    String tag = in.toTag();
    return tag == null ? NOTHING : tag.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a request of this key was received, and is done. */
  boolean contains(TransactionKey key) {
    return key.method().equals(Method.INVITE)
        ? tag(key) != null
        : lingering.find(Kind.ANSWERED, key) != null;
  }

  /** The To tag of the answer to an INVITE, empty if it had none; null if there was no INVITE. */
  @Nullable String tag(TransactionKey invite) {
    byte[] accepted = lingering.find(Kind.ACCEPTED, invite);
    byte[] kept = accepted == null ? refused.find(Kind.REFUSED, invite) : accepted;
    return kept == null ? null : new String(kept, StandardCharsets.UTF_8);
  }

  /** Whether there was an INVITE that was refused, and its refusal acknowledged. */
  boolean refused(TransactionKey invite) {
    return refused.find(Kind.REFUSED, invite) != null;
  }

  /** The answer to a request other than INVITE; null if there was none. */
  @Nullable SipResponse answer(TransactionKey request) {
    byte[] kept = lingering.find(Kind.ANSWERED, request);
    return kept == null ? null : PackedResponse.of(kept).unpack();
  }

  /** Where the INVITE came from that was sent on as this one; null if there was none. */
  @Nullable Flow upstream(TransactionKey branch) {
    byte[] kept = lingering.find(Kind.BRANCH, branch);
    return kept == null ? null : flows.unpack(kept);
  }
}
