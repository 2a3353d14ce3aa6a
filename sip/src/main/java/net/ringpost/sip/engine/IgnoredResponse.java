// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipResponse;

/**
 * What becomes of a request whose answer concerns nobody, as that to a CANCEL (RFC 3261 §9.1: the
 * INVITE's answer does).
 */
public enum IgnoredResponse implements ResponseHandler {
  /** The only one. */
  INSTANCE;

  @Override
  public void onResponse(SipResponse response, long now) {}

  @Override
  public void onTimeout(long now) {}

  @Override
  public void onUnreachable(String reason, long now) {}
}
