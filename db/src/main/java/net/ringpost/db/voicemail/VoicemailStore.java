// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of messages. Whoever asks for a message names the member as well: nobody gets
 * another's. Blocks; throws {@link net.ringpost.db.StoreUnavailableException} while the database is
 * away.
 */
public interface VoicemailStore {
  /** A message is being recorded: nobody sees it yet. */
  void begin(VoicemailRow row);

  /**
   * A message is complete, and is listed from now on.
   *
   * @param content what its content is called now
   * @param kind what its content is now
   * @return false if there is none of this ID that was being recorded
   */
  boolean store(String id, String content, VoicemailKind kind, long durationMs, long size);

  /** Forgets a message for good; whether there was one. */
  boolean remove(String id);

  /**
   * A member's complete messages, newest first.
   *
   * @param deleted the deleted ones, or those that are not
   */
  List<VoicemailRow> list(long account, boolean deleted);

  /** A member's complete message, deleted or not. */
  Optional<VoicemailRow> find(long account, String id);

  /**
   * Marks a message that is not deleted as heard; one that was heard keeps its time.
   *
   * @param at milliseconds since 1970; null marks it as new
   * @return false if the member has none of this ID
   */
  boolean heard(long account, String id, @Nullable Long at);

  /**
   * Marks a message as deleted; one that was keeps its time.
   *
   * @param at milliseconds since 1970
   * @return false if the member has none of this ID
   */
  boolean delete(long account, String id, long at);

  /** Takes a deletion back; false if the member has none of this ID. */
  boolean restore(long account, String id);

  /** How many messages a member has. */
  MailboxCount count(long account);

  /** How many messages each member has who has any. */
  Map<Long, MailboxCount> counts();

  /** How much room a member's complete messages take. */
  MailboxVolume volume(long account);

  /** All messages that are not complete. */
  List<VoicemailRow> recording();

  /** Messages of all members that were deleted before, oldest first, 1000 at most. */
  List<VoicemailRow> deletedBefore(long at);

  /**
   * What a member's contents are called: those of all messages, complete or not, and of the
   * member's own greeting.
   */
  Set<String> contents(long account);

  /** All complete messages, ordered by ID, for a check: 1000 at most. */
  List<VoicemailRow> storedAfter(String id);
}
