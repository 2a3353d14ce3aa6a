// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.util.List;
import java.util.Locale;
import net.ringpost.db.account.Reach;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.registrar.Binding;
import org.jspecify.annotations.Nullable;

/**
 * What the operator chose.
 *
 * @param stay whether the server stays in dialogs
 * @param reach how members are reached who have not chosen
 */
public record CallPolicy(RecordRoutePolicy stay, Reach reach) {
  /**
   * Whether the caller is handed the terminals' addresses instead of the server ringing them (RFC
   * 3841 §9.1). The callee decides whether that is allowed; the caller may ask to be proxied
   * instead; and only addresses at which terminals can be reached are handed over.
   */
  public boolean redirects(SipRequest invite, @Nullable Reach callee, List<Binding> targets) {
    Reach reaches = callee == null ? reach : callee;
    if (reaches != Reach.HANDOVER || !invite.method().equals(Method.INVITE)) {
      return false;
    }
    for (String wish : invite.headers().values(HeaderName.REQUEST_DISPOSITION)) {
      if (wish.toLowerCase(Locale.ROOT).equals("proxy")) {
        return false;
      }
    }
    return targets.stream().allMatch(Binding::direct);
  }
}
