// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipRequest;

/**
 * One way on which a request is sent on.
 *
 * @param request as it is to be sent, but for our Via
 * @param loopMark what {@link LoopDetection#mark} gives for the received request
 */
public record Target(SipRequest request, Flow flow, String loopMark) {}
