// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;

/**
 * An ICE candidate over UDP, RFC 8839 §5.1.
 *
 * @param foundation 1 to 32 ICE characters
 * @param component 1 RTP, 2 RTCP
 * @param priority 1 to 2^31-1
 * @param address resolved
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 */
public record Candidate(
    String foundation, int component, long priority, InetSocketAddress address, String type) {}
