// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import org.jspecify.annotations.Nullable;

/**
 * One terminal of a member.
 *
 * @param accountKey whose
 * @param contact the Contact URI
 * @param instance the {@code +sip.instance}, or null
 * @param regId the RFC 5626 {@code reg-id}, 0 for none
 * @param callId of the last REGISTER
 * @param cseq of the last REGISTER
 * @param q preference in thousandths
 * @param expiresAt until when this row is believed, in milliseconds since 1970
 * @param flow where it is reached, as text of the caller's
 */
public record BindingRow(
    long accountKey,
    String contact,
    @Nullable String instance,
    int regId,
    String callId,
    long cseq,
    int q,
    long expiresAt,
    String flow) {}
