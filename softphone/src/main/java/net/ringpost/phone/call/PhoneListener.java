// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

/**
 * Told of everything that happens to the telephone, one event at a time, on the telephone's own
 * thread; must not block.
 */
@FunctionalInterface
public interface PhoneListener {
  /** Takes the next event. */
  void on(PhoneEvent event);
}
