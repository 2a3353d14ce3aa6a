// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the network's thread lays packets of one kind, and whence the call's thread takes them in
 * their order. Laying does not block; taking is for one thread.
 */
final class PacketInbox<P extends SequencedPacket> {
  private final Object lock = new Object();
  private final ReorderBuffer<P> reorder = new ReorderBuffer<>();
  private List<P> arrived = new ArrayList<>();
  private boolean closed;

  /** Lays a packet down; nothing happens after the close. */
  void lay(P packet) {
    synchronized (lock) {
      if (!closed) {
        arrived.add(packet);
      }
    }
  }

  /** Takes what is in order now. */
  List<P> take(long nowNanos) {
    order(false);
    return reorder.take(nowNanos);
  }

  /** Takes all that is there, and no more comes. */
  List<P> close() {
    order(true);
    return reorder.takeAll();
  }

  private void order(boolean last) {
    List<P> taken;
    synchronized (lock) {
      closed |= last;
      taken = arrived;
      arrived = new ArrayList<>(taken.size() + 8);
    }
    taken.forEach(reorder::add);
  }
}
