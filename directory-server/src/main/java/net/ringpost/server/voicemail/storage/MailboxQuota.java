// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.db.voicemail.MailboxVolume;
import net.ringpost.db.voicemail.VoicemailStore;

/**
 * How much each member may still keep. Deleted messages do not count while they take no more than
 * the same quota once more: who deletes has room at once, and can still bring them back.
 */
final class MailboxQuota {
  private final VoicemailStore store;
  private final long quota;
  private final Map<Long, Room> inUse = new HashMap<>();

  /**
   * @param quota bytes for each member
   */
  MailboxQuota(VoicemailStore store, long quota) {
    this.store = store;
    this.quota = quota;
  }

  /** What is left for one member, shared by all that is being recorded for him or her. */
  static final class Room {
    private final AtomicLong left;
    private int users = 1;

    Room(long left) {
      this.left = new AtomicLong(left);
    }

    void take(long bytes) throws StorageFullException {
      if (left.addAndGet(-bytes) < 0) {
        left.addAndGet(bytes);
        throw full();
      }
    }

    void giveBack(long bytes) {
      left.addAndGet(bytes);
    }
  }

  private static StorageFullException full() {
    return new StorageFullException(
        StorageFullException.Limit.QUOTA,
        "the mailbox is full: messages must be deleted before there is room for another");
  }

  /**
   * Room for one more content; {@link #leave} must follow.
   *
   * @throws StorageFullException if there is none at all
   */
  Room enter(long account) throws StorageFullException {
    synchronized (inUse) {
      Room shared = inUse.get(account);
      if (shared != null) {
        shared.users++;
        return shared;
      }
    }
    // Asks the database, so not under the lock; somebody else may be quicker.
    MailboxVolume volume = store.volume(account);
    long left =
        Math.min(quota - volume.bytes(), 2 * quota - volume.bytes() - volume.deletedBytes());
    if (left <= 0) {
      throw full();
    }
    synchronized (inUse) {
      Room shared = inUse.get(account);
      if (shared != null) {
        shared.users++;
        return shared;
      }
      Room room = new Room(left);
      inUse.put(account, room);
      return room;
    }
  }

  /** One content less takes from it. */
  void leave(long account, Room room) {
    synchronized (inUse) {
      if (--room.users == 0) {
        inUse.remove(account, room);
      }
    }
  }
}
