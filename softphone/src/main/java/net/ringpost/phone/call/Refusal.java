// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

/** Why a call that we made was not answered, in the words that its caller reads. */
public final class Refusal {
  private Refusal() {}

  /**
   * What a final SIP status means to a caller, without a full stop.
   *
   * @param status 300 to 699
   * @param otherwise what is said of a status that has no words of its own
   */
  public static String words(int status, String otherwise) {
    return switch (status) {
      case 401, 407 -> "the server does not accept your ID and password";
      case 403 -> "not allowed";
      case 404, 604 -> "nobody has this number";
      case 408 -> "no answer";
      case 410 -> "this number is no longer in use";
      case 480 -> "not reachable now";
      case 484 -> "the number is incomplete";
      case 486, 600 -> "busy";
      case 487 -> "cancelled";
      case 488, 606, 415 -> "the other telephone speaks no encryption or codec that this one does";
      case 603 -> "declined";
      default -> status >= 500 ? "the server has a problem: " + otherwise : otherwise;
    };
  }
}
