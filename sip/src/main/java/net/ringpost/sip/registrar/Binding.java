// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * One terminal of a number (RFC 3261 §10.3, RFC 5626).
 *
 * @param contact the Contact's URI as the terminal gave it
 * @param instance the terminal's {@code +sip.instance}, without quotes; null if it gave none
 * @param regId which of the instance's flows, 1 and up; 0 if it does not number them
 * @param callId the Call-ID of the REGISTER that made or last changed the binding
 * @param cseq its CSeq
 * @param q preference in thousandths, 0 to 1000
 * @param registeredAt when it was last registered, in nanoseconds on the {@code System.nanoTime()}
 *     scale
 * @param expiresAt when it ends, on the same scale
 * @param storedUntil until when it would be taken for valid after a restart, on the same scale:
 *     later than {@code expiresAt} by another such interval when it is stored, so that a refresh
 *     need not be stored again before that is used up
 * @param flow where requests for it are sent: where its REGISTER came from, unless a trusted peer
 *     gave another address
 * @param direct whether the contact's address is the one that was seen, over UDP, so that another
 *     terminal can be expected to reach it too
 */
public record Binding(
    String contact,
    @Nullable String instance,
    int regId,
    String callId,
    long cseq,
    int q,
    long registeredAt,
    long expiresAt,
    long storedUntil,
    Flow flow,
    boolean direct) {

  /** Whether it still holds. */
  public boolean live(long now) {
    return expiresAt - now > 0;
  }

  /** Whether it is reached in just this way, so that a registration of it is a refresh. */
  boolean isAt(String sameContact, Flow sameFlow, int sameQ) {
    return contact.equals(sameContact) && flow.equals(sameFlow) && q == sameQ;
  }

  /** The contact in parts; parsed at each call, as it is kept small. */
  public SipUri contactUri() {
    return SipUri.parse(contact);
  }

  /** Whole seconds left, rounded up, at least 0. */
  public long secondsLeft(long now) {
    long nanos = Math.max(0, expiresAt - now);
    return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
  }

  /**
   * Whether a registration for this contact and instance is about this binding.
   *
   * <p>RFC 5626 §6: by instance and reg-id, where both name an instance; one without reg-id stands
   * for its only flow. Else RFC 3261 §10.3: by comparing the contacts' URIs.
   */
  boolean isFor(SipUri uri, @Nullable String otherInstance, int otherRegId) {
    if (instance != null && otherInstance != null) {
      return regId == otherRegId && instance.equalsIgnoreCase(otherInstance);
    }
    return contact.equals(uri.toString()) || contactUri().equivalent(uri);
  }

  /** As in the answer to a REGISTER: the contact with its parameters and the seconds left. */
  public String toContactValue(long now) {
    StringBuilder sb = new StringBuilder(contact.length() + 64);
    sb.append('<').append(contact).append(">;expires=").append(secondsLeft(now));
    if (q < 1000) {
      sb.append(";q=0.").append(String.valueOf(1000 + q).substring(1));
    }
    if (instance != null) {
      sb.append(";+sip.instance=\"").append(instance).append('"');
    }
    if (regId > 0) {
      sb.append(";reg-id=").append(regId);
    }
    return sb.toString();
  }
}
