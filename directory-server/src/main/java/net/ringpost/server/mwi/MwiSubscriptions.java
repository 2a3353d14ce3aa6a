// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.mwi;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import net.ringpost.db.account.Account;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.sip.dialog.Dialog;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.registrar.Binding;
import org.jspecify.annotations.Nullable;

/**
 * The terminals that asked to be told how many messages wait (RFC 3842, RFC 6665). They are not
 * kept over a restart: terminals subscribe again. On the signalling loop.
 */
final class MwiSubscriptions {
  /** What is asked for a shorter time is more work than asking now and then; in seconds. */
  static final long SHORTEST = 60;

  /** In seconds; also what who asks for no certain time gets. */
  static final long LONGEST = 3600;

  /** How many subscriptions of a member are kept; the oldest ends for a further one. */
  static final int MOST = 16;

  private static final Set<String> ACCEPTABLE =
      Set.of(MwiSubscription.CONTENT_TYPE, "application/*", "*/*");

  private final Engine engine;
  private final Transport wire;
  private final LongFunction<MailboxCount> counts;
  private final Map<String, MwiSubscription> byDialog = new HashMap<>();
  private final Map<Long, Set<MwiSubscription>> byMember = new HashMap<>();

  /**
   * @param counts how many messages a member has, by account key
   */
  MwiSubscriptions(Engine engine, Transport wire, LongFunction<MailboxCount> counts) {
    this.engine = engine;
    this.wire = wire;
    this.counts = counts;
  }

  /** How many subscriptions there are. */
  int size() {
    return byDialog.size();
  }

  /** Whether a request belongs to the dialog of a subscription. */
  boolean has(SipRequest request) {
    return find(request) != null;
  }

  private @Nullable MwiSubscription find(SipRequest request) {
    return byDialog.get(key(request.callId(), request.toTag()));
  }

  private static String key(String callId, @Nullable String localTag) {
    return localTag + " " + callId;
  }

  /** Answers a SUBSCRIBE for a member's own mailbox. */
  void subscribe(ServerTransaction transaction, Account owner, long now) {
    SipRequest request = transaction.request();
    long seconds = Math.min(request.readableExpires().orElse(LONGEST), LONGEST);
    if (!isAcceptable(request)) {
      refuse(
          transaction, Status.NOT_ACCEPTABLE, HeaderName.ACCEPT, MwiSubscription.CONTENT_TYPE, now);
    } else if (seconds > 0 && seconds < SHORTEST) {
      String least = Long.toString(SHORTEST);
      refuse(transaction, Status.INTERVAL_TOO_BRIEF, HeaderName.MIN_EXPIRES, least, now);
    } else if (request.toTag() == null) {
      begin(transaction, owner, seconds, now);
    } else {
      refresh(transaction, owner, seconds, now);
    }
  }

  /** RFC 3842 §3.5: who says nothing accepts it. */
  private static boolean isAcceptable(SipRequest request) {
    List<String> accepted = request.headers().values(HeaderName.ACCEPT);
    return accepted.isEmpty()
        || accepted.stream()
            .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .anyMatch(ACCEPTABLE::contains);
  }

  private void begin(ServerTransaction transaction, Account owner, long seconds, long now) {
    SipRequest request = transaction.request();
    if (request.readableContacts().isEmpty()) {
      // RFC 6665 §4.1.2.2: there would be nowhere to send a NOTIFY.
      SipResponse bad =
          SipResponse.to(request, Status.BAD_REQUEST, "No Contact", engine.ids().tag());
      engine.respond(transaction, bad, now);
      return;
    }
    Dialog dialog = Dialog.ofCallee(request, engine.ids().tag());
    MwiSubscription made = new MwiSubscription(this, engine, wire, owner, transaction, dialog);
    byDialog.put(key(dialog.callId(), dialog.localTag()), made);
    Set<MwiSubscription> all = byMember.computeIfAbsent(owner.key(), k -> new LinkedHashSet<>());
    all.add(made);
    made.begin(transaction, seconds, now);
    if (all.size() > MOST) {
      all.iterator().next().end(now);
    }
  }

  private void refresh(ServerTransaction transaction, Account owner, long seconds, long now) {
    SipRequest request = transaction.request();
    MwiSubscription known = find(request);
    if (known == null || known.account() != owner.key() || !known.isSubscribedBy(request)) {
      SipResponse answer =
          SipResponse.to(request, Status.CALL_DOES_NOT_EXIST, "No such subscription", null);
      engine.respond(transaction, answer, now);
    } else {
      known.refresh(transaction, seconds, now);
    }
  }

  private void refuse(
      ServerTransaction transaction, Status status, HeaderName header, String value, long now) {
    SipRequest request = transaction.request();
    SipResponse plain = SipResponse.to(request, status, null, engine.ids().statelessTag(request));
    engine.respond(
        transaction, plain.withHeaders(plain.headers().edit().append(header, value).build()), now);
  }

  /** A mailbox has changed. */
  void changed(long account, long now) {
    // Who cannot be told is forgotten meanwhile.
    List.copyOf(byMember.getOrDefault(account, Set.of())).forEach(s -> s.changed(now));
  }

  /** Ends all of a member's. */
  void withdraw(long account, long now) {
    List.copyOf(byMember.getOrDefault(account, Set.of())).forEach(s -> s.withdraw(now));
  }

  /** Whether a terminal is told because it asked for it. */
  boolean covers(long account, Binding terminal) {
    return byMember.getOrDefault(account, Set.of()).stream().anyMatch(s -> s.isAt(terminal));
  }

  MailboxCount count(long account) {
    return counts.apply(account);
  }

  void forget(MwiSubscription over, Dialog dialog) {
    byDialog.remove(key(dialog.callId(), dialog.localTag()), over);
    Set<MwiSubscription> all = byMember.get(over.account());
    if (all != null && all.remove(over) && all.isEmpty()) {
      byMember.remove(over.account());
    }
  }
}
