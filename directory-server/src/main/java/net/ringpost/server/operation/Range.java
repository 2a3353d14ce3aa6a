// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which numbers an option may have; {@link OptionCheck} refuses others before anything starts. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface Range {
  /** The least. */
  long from();

  /** The greatest. */
  long to();
}
