// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.net.BindException;
import java.util.Locale;
import net.ringpost.sip.message.TransportProtocol;

/** The transport could not start; the message is one sentence for the person who starts it. */
public final class TransportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final TransportProtocol protocol;
  private final int port;

  TransportException(TransportProtocol protocol, int port, String message, Throwable cause) {
    super(message, cause);
    this.protocol = protocol;
    this.port = port;
  }

  /** Whose port it was. */
  public TransportProtocol protocol() {
    return protocol;
  }

  /** The port that was asked for, 0 if any free one would have done. */
  public int port() {
    return port;
  }

  static TransportException notBound(
      TransportProtocol protocol, int port, String address, Throwable cause) {
    String name = "Port " + port + " (" + protocol.viaToken() + ") on " + address;
    String why = String.valueOf(cause.getMessage());
    String text = why.toLowerCase(Locale.ROOT);
    String message;
    if (text.contains("assign requested address")) {
      message = "This machine has no address " + address + ": choose one of its own.";
    } else if (text.contains("permission denied")) {
      message = name + " may not be opened by this user: choose a port above 1023.";
    } else if (cause instanceof BindException) {
      message = name + " is in use by another program: end it or choose another port.";
    } else {
      message = name + " cannot be opened: " + why;
    }
    return new TransportException(protocol, port, message, cause);
  }
}
