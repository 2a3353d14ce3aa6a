// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import com.ibm.icu.lang.UScript;
import java.util.BitSet;

/** The scripts that a name is written in. */
final class Script {
  private Script() {}

  /**
   * Whether two names are written in different scripts; digits and signs belong to every script.
   */
  static boolean differ(String a, String b) {
    return !scripts(a).equals(scripts(b));
  }

  private static BitSet scripts(String text) {
    BitSet found = new BitSet();
    text.codePoints()
        .map(UScript::getScript)
        .filter(s -> s != UScript.COMMON && s != UScript.INHERITED)
        .forEach(found::set);
    return found;
  }
}
