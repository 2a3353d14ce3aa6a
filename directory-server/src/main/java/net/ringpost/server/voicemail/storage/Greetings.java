// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import net.ringpost.db.account.Account;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.server.account.AccountService;
import org.jspecify.annotations.Nullable;

/** The members' own greetings. Blocks: not for the signalling loop. */
public final class Greetings {
  private static final int PIECE = 1 << 20;

  private final AccountService accounts;
  private final BlobStore contents;

  /** Kept beside the messages. */
  public Greetings(AccountService accounts, BlobStore contents) {
    this.accounts = accounts;
    this.contents = contents;
  }

  /**
   * Gives a member an own greeting, which is played from now on.
   *
   * @param oggOpus an Ogg Opus file
   * @throws net.ringpost.db.blob.StorageFullException if the disk is full
   */
  public void put(Account member, byte[] oggOpus) throws IOException {
    BlobName name = new BlobName(member.key(), BlobName.random());
    boolean written = false;
    try (BlobStore.Writing writing = contents.begin(name)) {
      for (int at = 0; at < oggOpus.length; at += PIECE) {
        writing.append(oggOpus, at, Math.min(PIECE, oggOpus.length - at));
      }
      writing.sync();
      written = true;
    } finally {
      if (!written) {
        contents.delete(name);
      }
    }
    // If this fails, nobody knows whether it was done: the daily clean-up looks.
    replace(member, name.name());
  }

  /** Takes a member's own greeting away; the standard one is played again. */
  public void delete(Account member) throws IOException {
    replace(member, null);
  }

  private void replace(Account member, @Nullable String content) throws IOException {
    Optional<String> old = accounts.changeGreeting(member, content);
    if (old.isPresent()) {
      contents.delete(new BlobName(member.key(), old.get()));
    }
  }

  /**
   * Opens a member's own greeting, to be closed by the caller, whether it is the one that is played
   * or not.
   *
   * @return empty if there is none
   * @throws java.nio.file.NoSuchFileException if it was replaced a moment ago
   */
  public Optional<SeekableByteChannel> open(Account member) throws IOException {
    String name = member.voicemail().greeting();
    return name == null
        ? Optional.empty()
        : Optional.of(contents.open(new BlobName(member.key(), name)));
  }
}
