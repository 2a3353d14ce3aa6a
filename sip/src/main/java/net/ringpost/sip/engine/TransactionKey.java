// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.security.SecureRandom;
import java.util.Locale;
import net.ringpost.sip.hash.Hash64;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Via;
import org.jspecify.annotations.Nullable;

/** What tells transactions apart. */
final class TransactionKey {
  /** So that nobody can choose keys of one hash, which would make each look-up slow. */
  private static final long SEED = new SecureRandom().nextLong();

  private final String branch;
  private final Method method;
  private final long hash;

  /**
   * @param branch the branch with sent-by at a server (RFC 3261 §17.2.3), alone at a client
   *     (§17.1.3)
   * @param method the method, with INVITE for ACK
   */
  TransactionKey(String branch, Method method) {
    this.branch = branch;
    this.method = method;
    this.hash = Hash64.mix(Hash64.mix(SEED, method.hashCode()), branch);
  }

  String branch() {
    return branch;
  }

  Method method() {
    return method;
  }

  /** 64 bits that nobody outside can foresee, the same for equal keys. */
  long hash() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TransactionKey k
        && k.hash == hash
        && k.branch.equals(branch)
        && k.method.equals(method);
  }

  @Override
  public int hashCode() {
    return (int) hash;
  }

  /** For people. */
  @Override
  public String toString() {
    return method + " " + branch;
  }

  static TransactionKey ofClient(SipMessage message, Via top) {
    String branch = top.branch();
    return new TransactionKey(branch == null ? "" : branch, message.method());
  }

  /** Of the server transaction that the request belongs to; for CANCEL its own. */
  static TransactionKey ofServer(SipRequest request, Via top) {
    Method method = request.method().equals(Method.ACK) ? Method.INVITE : request.method();
    return ofServer(request, top, method);
  }

  static TransactionKey ofServer(SipRequest request, Via top, Method method) {
    String branch = top.branch();
    if (branch == null || !top.hasMagicCookie() || branch.length() == Via.MAGIC_COOKIE.length()) {
      return new TransactionKey(old(request, top), method);
    }
    // The same branch from two senders is two transactions.
    return new TransactionKey(
        branch + '@' + top.host().toLowerCase(Locale.ROOT) + ':' + top.port(), method);
  }

  /**
   * RFC 3261 §17.2.3 for a branch without the magic cookie: Request-URI, From tag, Call-ID, CSeq
   * number and top Via. To's tag is left out: the ACK bears the one that we chose, and no two
   * INVITEs differ in it alone.
   */
  private static String old(SipRequest request, Via top) {
    String branch = top.branch();
    return String.join(
        "\n",
        request.requestUriText(),
        String.valueOf(request.fromTag()),
        String.valueOf(request.headers().first(HeaderName.CALL_ID)),
        String.valueOf(request.cseq().number()),
        top.sentBy(),
        branch == null ? "" : branch);
  }
}
