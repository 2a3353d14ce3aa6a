// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.security.Security;
import java.util.List;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.CipherFactory;
import org.jitsi.srtp.crypto.HmacSha1;

/**
 * Has jitsi-srtp take AES and HMAC from Java's own provider, without making and comparing others
 * first. That costs each new process seconds, and the first call waits for it in silence (ADR
 * 0105).
 */
final class SrtpCiphers {
  private static final System.Logger LOG = System.getLogger(SrtpCiphers.class.getName());
  private static final String JAVA = "SunJCE";

  private SrtpCiphers() {}

  /**
   * Chooses the provider; before the first key of the process is used.
   *
   * @return false when the library is another one than we know: calls work, the first one later
   */
  static boolean choose() {
    // The name alone is not enough: the others are made and compared all the same.
    Aes.setFactoryClassName(JAVA);
    try {
      Constructor<?> constructor =
          Class.forName(Aes.class.getName() + '$' + JAVA + "CipherFactory")
              .getDeclaredConstructor();
      constructor.setAccessible(true);
      set(Aes.class, "factories", new CipherFactory[] {(CipherFactory) constructor.newInstance()});
      set(HmacSha1.class, "providers", List.of(Security.getProvider(JAVA)));
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "jitsi-srtp compares its providers", e);
      return false;
    }
  }

  private static void set(Class<?> type, String name, Object value)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    field.set(null, value);
  }
}
