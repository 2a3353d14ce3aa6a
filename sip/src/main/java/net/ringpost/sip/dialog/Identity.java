// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.Params;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * Who a user agent is.
 *
 * @param address the address of record, such as {@code sip:1001@example.com}
 * @param displayName the name shown to others; null for none
 * @param instance what tells this installation from the owner's others for ever, such as {@code
 *     urn:uuid:…} (RFC 5626 §4.1)
 * @param product for the User-Agent and Server headers, such as {@code Ringpost/0.1}
 */
public record Identity(
    SipUri address, @Nullable String displayName, String instance, String product) {
  NameAddr tagged(String tag) {
    return new NameAddr(displayName, address, Params.NONE.with("tag", tag));
  }
}
