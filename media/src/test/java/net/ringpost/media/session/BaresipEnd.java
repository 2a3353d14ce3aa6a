// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * A baresip that takes each call at once, in a process of its own, and the little SIP that calling
 * it over UDP on one machine needs. One call at a time.
 */
@NullMarked
final class BaresipEnd implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final Pattern TO = Pattern.compile("(?m)^To: (.*?)\\r?$");
  private static final Pattern CONTACT = Pattern.compile("(?m)^Contact: <([^>]*)>");

  private final Process process;
  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final DatagramSocket socket;
  private final InetSocketAddress itself;
  private int calls;
  private String dialog = "";
  private String target = "";
  private String callee = "";

  /**
   * Starts one.
   *
   * @param at an address of this machine that is not the loopback, of which it takes none
   */
  BaresipEnd(Path folder, InetAddress at) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(at, 0));
    try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(at, 0))) {
      itself = new InetSocketAddress(at, free.getLocalPort());
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("config"), config(at));
    Files.writeString(
        folder.resolve("accounts"),
        "<sip:peer@%s>;regint=0;answermode=auto;audio_codecs=PCMU;mediaenc=dtls_srtp;medianat=ice\n"
            .formatted(text(itself)));
    Files.writeString(folder.resolve("contacts"), "");
    process =
        new ProcessBuilder("baresip", "-f", folder.toString(), "-v")
            .redirectErrorStream(true)
            .start();
    Thread.ofPlatform().daemon().name("test-baresip").start(this::read);
  }

  private String config(InetAddress at) throws IOException {
    NetworkInterface device = Objects.requireNonNull(NetworkInterface.getByInetAddress(at));
    return """
        sip_listen %s
        net_interface %s
        audio_player aubridge,call
        audio_source aubridge,call
        audio_alert aubridge,alert
        rtcp_mux yes
        module_path /usr/lib/baresip/modules
        module g711.so
        module aubridge.so
        module ice.so
        module srtp.so
        module dtls_srtp.so
        module_app menu.so
        module_app account.so
        """
        .formatted(text(itself), device.getName());
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        log.add(line);
      }
    } catch (IOException e) {
      // It was ended.
      return;
    }
  }

  /** Waits until it can be called. */
  void ready() throws InterruptedException {
    says("baresip is ready");
  }

  /** Waits until its log has such a line, since it was last asked. */
  void says(String wanted) throws InterruptedException {
    StringBuilder said = new StringBuilder();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      String line = log.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("baresip did not say " + wanted + ", but " + said);
      }
      if (line.contains(wanted)) {
        return;
      }
      said.append(line).append('\n');
    }
  }

  /** Calls it; returns its answer. */
  String call(String offer) throws IOException {
    log.clear();
    dialog = "call-" + ++calls;
    target = "sip:peer@" + text(itself);
    callee = "<" + target + ">";
    String answer = ask("INVITE", offer);
    callee = first(TO, answer);
    target = first(CONTACT, answer);
    send("ACK", "");
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  /** Ends the call. */
  void hangUp() throws IOException {
    String unused = ask("BYE", "");
  }

  private static String first(Pattern header, String message) {
    Matcher found = header.matcher(message);
    if (!found.find()) {
      throw new AssertionError("not in it: " + header + ": " + message);
    }
    return found.group(1);
  }

  private String ask(String method, String body) throws IOException {
    socket.setSoTimeout(500);
    byte[] buffer = new byte[8192];
    for (int i = 0; i < 2 * PATIENCE_SECONDS; i++) {
      send(method, body);
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
          socket.receive(packet);
          String answer = new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8);
          boolean last = answer.startsWith("SIP/2.0 ") && !answer.startsWith("SIP/2.0 1");
          if (last && answer.contains("Call-ID: " + dialog + "\r\n") && answer.contains(method)) {
            if (!answer.startsWith("SIP/2.0 200")) {
              throw new IOException(answer);
            }
            return answer;
          }
        }
      } catch (SocketTimeoutException e) {
        // It goes out again.
      }
    }
    throw new IOException("baresip does not answer " + method);
  }

  private void send(String method, String body) throws IOException {
    String here = text((InetSocketAddress) socket.getLocalSocketAddress());
    int number = method.equals("BYE") ? 2 : 1;
    String message =
        """
        %s %s SIP/2.0
        Via: SIP/2.0/UDP %s;branch=z9hG4bK-%s-%s;rport
        Max-Forwards: 70
        From: <sip:test@%s>;tag=%s
        To: %s
        Call-ID: %s
        CSeq: %d %s
        Contact: <sip:test@%s>
        %sContent-Length: %d

        """
            .formatted(
                method,
                target,
                here,
                dialog,
                method,
                here,
                dialog,
                callee,
                dialog,
                number,
                method,
                here,
                body.isEmpty() ? "" : "Content-Type: application/sdp\n",
                body.length())
            .replace("\n", "\r\n");
    byte[] bytes = (message + body).getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, itself));
  }

  @Override
  public void close() {
    socket.close();
    process.destroyForcibly().onExit().join();
  }
}
