// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A bare socket towards a server's SIP port: sends bytes, reads messages. */
abstract class SipLine implements AutoCloseable {
  private static final int PATIENCE = 5000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");

  /** A line of datagrams. */
  static SipLine udp(InetSocketAddress from, InetSocketAddress to) throws IOException {
    return new Datagrams(from, to);
  }

  /** A connection. */
  static SipLine tcp(InetSocketAddress from, InetSocketAddress to) throws IOException {
    return new Connection(from, to);
  }

  /** As it is written in a Via. */
  abstract String protocol();

  abstract void send(byte[] bytes) throws IOException;

  /** The next message; null after so much silence or at the end of the connection. */
  abstract @Nullable String read(int millis) throws IOException;

  /** The next final response. */
  String answer() throws IOException {
    String message;
    do {
      message = String.valueOf(read(PATIENCE));
    } while (message.startsWith("SIP/2.0 1"));
    return message;
  }

  @Override
  public abstract void close() throws IOException;

  private static final class Datagrams extends SipLine {
    private final DatagramSocket socket;

    Datagrams(InetSocketAddress from, InetSocketAddress to) throws IOException {
      socket = new DatagramSocket(from);
      socket.connect(to);
    }

    @Override
    String protocol() {
      return "UDP";
    }

    @Override
    void send(byte[] bytes) throws IOException {
      socket.send(new DatagramPacket(bytes, bytes.length));
    }

    @Override
    @Nullable String read(int millis) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
      socket.setSoTimeout(millis);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException silence) {
        return null;
      }
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private static final class Connection extends SipLine {
    private final Socket socket = new Socket();
    private final InputStream in;

    Connection(InetSocketAddress from, InetSocketAddress to) throws IOException {
      socket.bind(from);
      socket.connect(to, PATIENCE);
      in = socket.getInputStream();
    }

    @Override
    String protocol() {
      return "TCP";
    }

    @Override
    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    @Override
    @Nullable String read(int millis) throws IOException {
      socket.setSoTimeout(millis);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      try {
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
          int b = in.read();
          if (b < 0) {
            return null;
          }
          head.write(b);
        }
      } catch (SocketTimeoutException silence) {
        return null;
      }
      String text = head.toString(StandardCharsets.UTF_8);
      Matcher length = LENGTH.matcher(text);
      int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return text + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
