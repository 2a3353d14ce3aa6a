// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TelUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/**
 * Where a call that is redirected may be tried, one after the other (RFC 3261 §8.1.3.4). What was
 * in it once is not added again, so that no two redirections can send a caller round in a circle.
 */
final class TargetSet {
  /** More than these, and the callee is not to be found so. */
  private static final int MOST = 10;

  private record Target(Uri uri, double q) {}

  private final List<Uri> known = new ArrayList<>();
  private final List<Target> left = new ArrayList<>();
  private final boolean secure;

  /** With what was dialled, which is being tried. */
  TargetSet(Uri dialled) {
    known.add(dialled);
    secure = isSecure(dialled);
  }

  /** Adds the contacts of a redirection. */
  void add(SipResponse redirection) {
    for (NameAddr contact : redirection.readableContacts()) {
      add(contact.uri(), q(contact));
    }
    // §8.1.3.4: by q; equal ones as they came.
    left.sort(Comparator.comparingDouble((Target t) -> t.q).reversed());
  }

  private void add(Uri uri, double q) {
    if (known.size() < MOST && isCallable(uri) && known.stream().noneMatch(uri::equivalent)) {
      known.add(uri);
      left.add(new Target(uri, q));
    }
  }

  /** Who dialled a sips: address is not led to an open one without being asked. */
  private boolean isCallable(Uri uri) {
    if (secure && !isSecure(uri)) {
      return false;
    }
    if (!(uri instanceof SipUri sip)) {
      return uri instanceof TelUri;
    }
    // §19.1.5: the request that it stands for.
    String method = sip.param("method");
    return method == null || method.equals("INVITE");
  }

  private static boolean isSecure(Uri uri) {
    return uri instanceof SipUri sip && sip.secure();
  }

  /** What names none comes first, as RFC 3261 leaves open. */
  private static double q(NameAddr contact) {
    String q = contact.params().get("q");
    try {
      return q == null ? 1 : Math.clamp(Double.parseDouble(q), 0, 1);
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /** Takes the next; null if there is none left. */
  @Nullable Uri next() {
    return left.isEmpty() ? null : left.removeFirst().uri;
  }
}
