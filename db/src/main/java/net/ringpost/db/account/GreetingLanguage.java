// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/** In which language the standard greeting is spoken. */
public enum GreetingLanguage {
  /** English. */
  EN,
  /** Korean. */
  KO
}
