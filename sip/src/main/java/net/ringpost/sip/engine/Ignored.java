// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipResponse;

/** RFC 3261 §9.1: how a CANCEL is answered concerns nobody; the INVITE's answer does. */
enum Ignored implements ResponseHandler {
  INSTANCE;

  @Override
  public void onResponse(SipResponse response, long now) {}

  @Override
  public void onTimeout(long now) {}

  @Override
  public void onUnreachable(String reason, long now) {}
}
