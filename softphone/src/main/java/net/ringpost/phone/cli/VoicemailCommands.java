// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavSink;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteException;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.PhoneListener;
import net.ringpost.phone.mailbox.Mailbox;
import net.ringpost.phone.mailbox.Voicemail;

/**
 * {@code voicemail list}, {@code play}, {@code delete}, {@code deleted}, {@code undelete} and
 * {@code greeting}. A message is named by its ID, or by its place in the list, from 1 for the
 * newest.
 */
final class VoicemailCommands implements AutoCloseable {
  private static final String USAGE =
      "voicemail list · voicemail play NUMBER · voicemail delete NUMBER · voicemail deleted"
          + " · voicemail undelete [NUMBER] · voicemail greeting FILE|default";

  /** One minute of WAV at 48 kHz in stereo has less. */
  private static final long MOST_GREETING_BYTES = 12_000_000;

  private final Supplier<URI> site;
  private final SignIn signIn;
  private final Path folder;
  private final PhoneListener listener;
  private String lastDeleted = "";
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("voicemail").factory());

  /**
   * @param site the server's
   * @param folder where messages go that are played
   */
  VoicemailCommands(Supplier<URI> site, SignIn signIn, Path folder, PhoneListener listener) {
    this.site = site;
    this.signIn = signIn;
    this.folder = folder;
    this.listener = listener;
  }

  /** Does what stands behind {@code voicemail}; returns at once. */
  void perform(String argument) {
    String[] words = argument.strip().split("\\s+", 2);
    worker.execute(
        () -> {
          try {
            perform(
                new Mailbox(new Site(site.get(), signIn)),
                words[0],
                words.length > 1 ? words[1] : "");
          } catch (SiteException | IOException | IllegalArgumentException e) {
            listener.on(new PhoneEvent.Error(String.valueOf(e.getMessage())));
          }
        });
  }

  private void perform(Mailbox mailbox, String command, String which)
      throws SiteException, IOException {
    switch (command.toLowerCase(Locale.ROOT)) {
      case "list" -> listener.on(new PhoneEvent.Voicemails(mailbox.list(false), false));
      case "deleted" -> listener.on(new PhoneEvent.Voicemails(mailbox.list(true), true));
      case "play" -> play(mailbox, id(mailbox, which, false));
      case "delete" -> {
        String id = id(mailbox, which, false);
        mailbox.delete(id);
        lastDeleted = id;
        listener.on(new PhoneEvent.VoicemailDeleted(id));
      }
      case "undelete" -> {
        boolean last = which.isEmpty() && !lastDeleted.isEmpty();
        String id = last ? lastDeleted : id(mailbox, which, true);
        mailbox.restore(id);
        lastDeleted = "";
        listener.on(new PhoneEvent.VoicemailRestored(id));
      }
      case "greeting" -> greet(mailbox, which);
      default -> listener.on(new PhoneEvent.Error(USAGE));
    }
  }

  private void greet(Mailbox mailbox, String which) throws SiteException, IOException {
    if (which.isEmpty()) {
      throw new IOException(
          "which greeting? voicemail greeting FILE, or voicemail greeting default");
    }
    boolean own = !which.equalsIgnoreCase("default");
    if (own) {
      mailbox.greet(greeting(Path.of(which)));
    } else {
      mailbox.greetAsUsual();
    }
    listener.on(new PhoneEvent.GreetingChanged(own));
  }

  private static byte[] greeting(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      String why = Files.exists(file) ? "it is no file, or not for you" : "there is none";
      throw new IOException(file + " cannot be read: " + why);
    }
    if (Files.size(file) > MOST_GREETING_BYTES) {
      throw new IOException(file + " is too long for a greeting: it may have one minute at most");
    }
    return Files.readAllBytes(file);
  }

  private static String id(Mailbox mailbox, String which, boolean deleted)
      throws SiteException, IOException {
    if (Mailbox.isId(which)) {
      return which;
    }
    List<Voicemail> all = mailbox.list(deleted);
    int place = which.matches("\\d{1,6}") ? Integer.parseInt(which) : 0;
    if (place < 1 || place > all.size()) {
      throw new IOException(whichOf(all.size(), deleted));
    }
    return all.get(place - 1).id();
  }

  private static String whichOf(int count, boolean deleted) {
    String kind = deleted ? "deleted " : "";
    return switch (count) {
      case 0 -> "there are no " + kind + "messages";
      case 1 -> "which message? there is only one " + kind + "message, it is number 1";
      default ->
          "which message? 1 is the newest, "
              + count
              + " the oldest"
              + (deleted ? " of those in 'voicemail deleted'" : "");
    };
  }

  private void play(Mailbox mailbox, String id) throws SiteException, IOException {
    short[] sound = mailbox.fetch(id);
    Files.createDirectories(folder);
    Path file = folder.resolve(id + ".wav");
    try (WavSink sink = new WavSink(file)) {
      for (int at = 0; at < sound.length; at += Pcm.FRAME) {
        sink.write(Arrays.copyOfRange(sound, at, at + Pcm.FRAME));
      }
    }
    listener.on(
        new PhoneEvent.VoicemailPlayed(id, file.toString(), sound.length * 1000L / Pcm.RATE));
    try {
      mailbox.heard(id);
    } catch (SiteException e) {
      throw new SiteException("the message is not marked as heard: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
