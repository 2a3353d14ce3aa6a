// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.ringpost.db.Database;
import net.ringpost.db.blob.BlobName;
import org.junit.jupiter.api.Test;

/** What every store of messages must do. */
interface VoicemailStoreContract {
  Database database();

  private VoicemailStore store() {
    return new JdbcVoicemailStore(database());
  }

  private static long someone() {
    return ThreadLocalRandom.current().nextLong(1L << 50);
  }

  private static VoicemailRow message(long account, long at) {
    return new VoicemailRow(
        BlobName.random(),
        account,
        BlobName.random(),
        "새벽",
        "Ada 📞",
        at,
        0,
        VoicemailKind.VIDEO,
        0,
        false,
        null,
        null,
        UUID.randomUUID());
  }

  private VoicemailRow stored(long account, long at) {
    VoicemailRow row = message(account, at);
    store().begin(row);
    assertThat(store().store(row.id(), row.content(), row.kind(), 2000, 50)).isTrue();
    return store().find(account, row.id()).orElseThrow();
  }

  @Test
  default void messageThatIsBeingRecorded_isNotSeen() {
    long me = someone();
    VoicemailRow row = message(me, 10);
    store().begin(row);
    assertThat(store().list(me, false)).isEmpty();
    assertThat(store().find(me, row.id())).isEmpty();
    assertThat(store().heard(me, row.id(), 1L)).isFalse();
    assertThat(store().delete(me, row.id(), 1)).isFalse();
    assertThat(store().count(me)).isEqualTo(new MailboxCount(0, 0));
    assertThat(store().recording()).contains(row);
    assertThat(store().contents(me)).containsExactly(row.content());
  }

  @Test
  default void storedMessage_isListedNewestFirst() {
    long me = someone();
    VoicemailRow row = message(me, 10);
    store().begin(row);
    String content = BlobName.random();
    assertThat(store().store(row.id(), content, VoicemailKind.AUDIO, 1234, 567)).isTrue();
    assertThat(store().store(row.id(), row.content(), VoicemailKind.VIDEO, 1, 1)).isFalse();
    VoicemailRow later = stored(me, 20);
    stored(someone(), 30);
    assertThat(store().list(me, false))
        .extracting(VoicemailRow::id)
        .containsExactly(later.id(), row.id());
    VoicemailRow expected =
        new VoicemailRow(
            row.id(),
            me,
            content,
            "새벽",
            "Ada 📞",
            10,
            1234,
            VoicemailKind.AUDIO,
            567,
            true,
            null,
            null,
            row.call());
    assertThat(store().find(me, row.id())).contains(expected);
    assertThat(store().recording()).doesNotContain(row);
    assertThat(store().volume(me)).isEqualTo(new MailboxVolume(617, 0));
    assertThat(store().contents(me)).containsExactlyInAnyOrder(content, later.content());
  }

  @Test
  default void anothersMessage_isAsNone() {
    VoicemailRow row = stored(someone(), 10);
    long other = row.account() + 1;
    assertThat(store().find(other, row.id())).isEmpty();
    assertThat(store().heard(other, row.id(), 5L)).isFalse();
    assertThat(store().delete(other, row.id(), 5)).isFalse();
    assertThat(store().restore(other, row.id())).isFalse();
    assertThat(store().find(row.account(), row.id())).contains(row);
  }

  @Test
  default void mark_isKeptAndTakenBack() {
    VoicemailRow row = stored(someone(), 10);
    long me = row.account();
    stored(me, 11);
    assertThat(store().count(me)).isEqualTo(new MailboxCount(2, 0));
    assertThat(store().heard(me, row.id(), 5L)).isTrue();
    assertThat(store().heard(me, row.id(), 6L)).isTrue();
    assertThat(store().find(me, row.id()).orElseThrow().heardAt()).isEqualTo(5);
    assertThat(store().count(me)).isEqualTo(new MailboxCount(1, 1));
    assertThat(store().heard(me, row.id(), null)).isTrue();
    assertThat(store().heard(me, row.id(), null)).isTrue();
    assertThat(store().count(me)).isEqualTo(new MailboxCount(2, 0));
  }

  @Test
  default void deletion_isTakenBack() {
    VoicemailRow row = stored(someone(), 10);
    long me = row.account();
    assertThat(store().delete(me, row.id(), 7)).isTrue();
    assertThat(store().delete(me, row.id(), 8)).isTrue();
    assertThat(store().list(me, false)).isEmpty();
    assertThat(store().list(me, true)).extracting(VoicemailRow::deletedAt).containsExactly(7L);
    assertThat(store().count(me)).isEqualTo(new MailboxCount(0, 0));
    assertThat(store().volume(me)).isEqualTo(new MailboxVolume(0, 50));
    assertThat(store().heard(me, row.id(), 9L)).isFalse();
    assertThat(store().restore(me, row.id())).isTrue();
    assertThat(store().restore(me, row.id())).isTrue();
    assertThat(store().list(me, false)).containsExactly(row);
  }

  @Test
  default void oldDeletions_areFound() {
    VoicemailRow old = stored(someone(), 10);
    VoicemailRow fresh = stored(someone(), 10);
    store().delete(old.account(), old.id(), 100);
    store().delete(fresh.account(), fresh.id(), 200);
    assertThat(store().deletedBefore(200)).extracting(VoicemailRow::id).contains(old.id());
    assertThat(store().deletedBefore(200)).extracting(VoicemailRow::id).doesNotContain(fresh.id());
    assertThat(store().remove(old.id())).isTrue();
    assertThat(store().remove(old.id())).isFalse();
    assertThat(store().restore(old.account(), old.id())).isFalse();
  }

  @Test
  default void storedMessages_areReadPageByPage() {
    VoicemailRow row = stored(someone(), 10);
    assertThat(store().storedAfter(before(row.id()))).startsWith(row);
    assertThat(store().storedAfter(row.id())).doesNotContain(row);
  }

  // The greatest ID below one of random digits.
  private static String before(String id) {
    return id.substring(0, 31) + (char) (id.charAt(31) - 1);
  }
}
