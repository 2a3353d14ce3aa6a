// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain TCP connection, for what no well-behaved element would do. */
final class Raw implements AutoCloseable {
  final Socket socket;
  private final InputStream in;

  Raw(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static Raw to(InetSocketAddress at) throws IOException {
    return new Raw(new Socket(at.getAddress(), at.getPort()));
  }

  Raw send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Raw send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** A whole OPTIONS request with this Via (host:port) and number, which is also its CSeq. */
  static String options(String via, int number) {
    return """
        OPTIONS sip:a@127.0.0.1 SIP/2.0
        Via: SIP/2.0/TCP %s;branch=z9hG4bK-raw-%d
        Max-Forwards: 70
        From: <sip:raw@127.0.0.1>;tag=r
        To: <sip:a@127.0.0.1>
        Call-ID: raw
        CSeq: %d OPTIONS
        Content-Length: 0

        """
        .formatted(via, number, number)
        .replace("\n", "\r\n");
  }

  /** The next lines up to an empty one. */
  String head() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed after: " + text);
      }
      out.write(b);
      text = out.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  String read(int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end; everything until then is passed over. */
  boolean ends() {
    try {
      in.readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
