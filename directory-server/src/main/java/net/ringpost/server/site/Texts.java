// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.site;

import java.text.MessageFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The site's sentences in one language. */
final class Texts {
  private static final Texts ENGLISH = new Texts(Locale.ENGLISH);
  private static final Texts KOREAN = new Texts(Locale.KOREAN);

  private final String language;
  private final Map<String, String> all = new LinkedHashMap<>();

  private Texts(Locale locale) {
    language = locale.getLanguage();
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "site",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    bundle.keySet().forEach(key -> all.put(key, bundle.getString(key)));
  }

  /**
   * @param wanted {@code en} or {@code ko} where somebody chose, else null
   * @param browser what the browser prefers
   */
  static Texts chosen(@Nullable String wanted, Locale browser) {
    String language = wanted == null ? browser.getLanguage() : wanted;
    return language.equals(KOREAN.language) ? KOREAN : ENGLISH;
  }

  String language() {
    return language;
  }

  /** Every sentence by its key, as the template uses them. */
  Map<String, String> all() {
    return all;
  }

  /** A sentence with its blanks filled. */
  String get(String key, Object... blanks) {
    return new MessageFormat(all.getOrDefault(key, key), Locale.forLanguageTag(language))
        .format(blanks);
  }
}
