// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.ringpost.db.account.GreetingLanguage;
import net.ringpost.media.voicemail.Prompt;

/** What the server says, in each language; each prompt is read when it is first needed. */
public final class Prompts {
  private final Map<String, Prompt> read = new ConcurrentHashMap<>();

  /**
   * A prompt by its name in {@code src/main/prompts}; blocks when it is first needed.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Prompt get(GreetingLanguage language, String name) {
    return read.computeIfAbsent(
        language.name().toLowerCase(Locale.ROOT) + "/" + name + ".opus", Prompts::load);
  }

  private static Prompt load(String resource) {
    try (InputStream in = Prompts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no prompt " + resource);
      }
      return Prompt.ofOggOpus(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
