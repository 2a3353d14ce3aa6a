// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.history;

/**
 * A call of the member's, as the server's history has it.
 *
 * @param direction {@code in} or {@code out}
 * @param number the other side's number or address
 * @param name its name; may be empty
 * @param startedAt when, as ISO 8601 writes it
 * @param talkMs how long the talk was, in milliseconds; -1 if there was none, or nobody knows
 * @param outcome such as {@code answered}, {@code missed}, {@code busy}
 * @param missed whether it came in and was not answered
 * @param status what the caller was told, as SIP has it; of a call that nobody but voice mail
 *     answered 200 if a message was kept, else 204; 0 where that is not known
 */
public record PastCall(
    String direction,
    String number,
    String name,
    String startedAt,
    long talkMs,
    String outcome,
    boolean missed,
    int status) {}
