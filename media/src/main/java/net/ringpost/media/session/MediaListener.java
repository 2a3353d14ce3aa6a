// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

/** Hears what happens to a call's media. */
@FunctionalInterface
public interface MediaListener {
  /** Called on the session's own thread, one event after the other. Must not block for long. */
  void on(MediaEvent event);
}
