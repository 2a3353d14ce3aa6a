// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.mailbox;

/**
 * A voice message, as the server lists it.
 *
 * @param from the caller's number or address
 * @param fromName the caller's name; may be empty
 * @param receivedAt when, as ISO 8601 writes it
 * @param durationMs how long it is
 * @param kind {@code audio} or {@code video}
 */
public record Voicemail(
    String id,
    String from,
    String fromName,
    String receivedAt,
    long durationMs,
    String kind,
    boolean heard) {}
