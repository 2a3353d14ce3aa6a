// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;

/** A telephone made of text: it writes messages itself and reads them with patterns. */
@SuppressWarnings("StringSplitter") // the texts are ours
final class Phone {
  private static int branches;

  private final Stage stage;
  final String name;
  final Flow flow;

  /** The address that its Contact claims, if it is another one than is seen. */
  String claims = "";

  /** The digest algorithm that it knows. */
  String algorithm = "SHA-256";

  private String invite = "";
  final Deque<String> inbox = new ArrayDeque<>();

  @SuppressWarnings("AddressSelection") // only literals
  Phone(Stage stage, String name, TransportProtocol protocol, String ip, int port, long conn) {
    this.stage = stage;
    this.name = name;
    this.flow =
        new Flow(
            protocol, new InetSocketAddress(Stage.IP, 5060), new InetSocketAddress(ip, port), conn);
  }

  String address() {
    return flow.remote().getAddress().getHostAddress() + ":" + flow.remote().getPort();
  }

  String contact() {
    String transport = flow.protocol() == TransportProtocol.UDP ? "" : ";transport=tcp";
    return "sip:" + name + "@" + (claims.isEmpty() ? address() : claims) + transport;
  }

  /** A request; lines that the caller gives replace none of the usual ones. */
  String request(String method, String uri, String dialog, String... lines) {
    StringBuilder sb = new StringBuilder();
    sb.append(method).append(' ').append(uri).append(" SIP/2.0\n");
    sb.append("Via: SIP/2.0/").append(flow.protocol()).append(' ').append(address());
    sb.append(";branch=z9hG4bKp").append(++branches).append(";rport\n");
    String all = String.join("\n", lines) + (lines.length == 0 ? "" : "\n");
    if (!all.contains("Max-Forwards:")) {
      sb.append("Max-Forwards: 70\n");
    }
    if (!all.contains("From:")) {
      sb.append("From: <sip:").append(name).append("@example.com>;tag=").append(tag()).append('\n');
    }
    if (!all.contains("To:")) {
      String to = method.equals("REGISTER") ? "sip:" + name + "@example.com" : uri;
      sb.append("To: <").append(to).append(">\n");
    }
    if (!all.contains("Contact:") && !method.equals("REGISTER") && !method.equals("OPTIONS")) {
      sb.append("Contact: <").append(contact()).append(">\n");
    }
    sb.append("Call-ID: ").append(dialog.split(" ")[0]).append('\n');
    sb.append("CSeq: ").append(dialog.split(" ")[1]).append(' ').append(method).append('\n');
    return sb + all + "Content-Length: 0\n\n";
  }

  /** Sends a request, and again with the proof that the answer asks for. */
  void prove(String request) {
    prove(request, name, "pw" + name, algorithm);
  }

  void prove(String request, String user, String password, String algorithm) {
    send(request);
    stage.settle();
    String challenge = take("SIP/2.0 40");
    if (request.startsWith("INVITE ")) {
      ack();
    }
    send(proven(request, challenge, user, password, algorithm));
    stage.store();
  }

  /** The request once more, with a higher CSeq, another branch, and the proof. */
  static String proven(
      String request, String challenge, String user, String password, String algorithm) {
    boolean registrar = challenge.startsWith("SIP/2.0 401");
    Matcher m = Pattern.compile("nonce=\"([^\"]+)\".*algorithm=" + algorithm).matcher(challenge);
    assertThat(m.find()).as(challenge).isTrue();
    String[] first = request.substring(0, request.indexOf('\n')).split(" ");
    String proof = Digest.proof(algorithm, user, password, m.group(1), first[0], first[1]);
    String header = registrar ? "Authorization" : "Proxy-Authorization";
    int cseq = Integer.parseInt(header(request, "CSeq").split(" ")[0]);
    return request
        .replaceFirst("branch=[^;\n]+", "branch=z9hG4bKq" + ++branches)
        .replace("CSeq: " + cseq, "CSeq: " + (cseq + 1))
        .replace("Content-Length: 0\n", header + ": " + proof + "\nContent-Length: 0\n");
  }

  /** Registers, and is acknowledged. */
  void register(String... lines) {
    String[] all = new String[lines.length + 1];
    System.arraycopy(lines, 0, all, 1, lines.length);
    all[0] = "Contact: <" + contact() + ">";
    prove(request("REGISTER", "sip:example.com", "r" + tag() + " 1", all));
    take("SIP/2.0 200");
  }

  /** Sends what is written with plain line ends. */
  void send(String text) {
    if (text.startsWith("INVITE ")) {
      invite = text;
    }
    stage.deliver(text.replace("\n", "\r\n"), flow);
  }

  /** The INVITE that it sent last. */
  String invite() {
    return invite;
  }

  /** Cancels the INVITE that it sent last. */
  void cancel(String... lines) {
    String plain = last("CANCEL");
    int second = plain.indexOf('\n') + 1;
    StringBuilder more = new StringBuilder(plain.substring(0, second));
    for (String line : lines) {
      more.append(line).append('\n');
    }
    send(more.append(plain.substring(second)).toString());
    stage.settle();
  }

  /** Acknowledges the refusal of the INVITE that it sent last. */
  void ack() {
    send(last("ACK"));
  }

  /**
   * RFC 3261 §9.1, §17.1.1.3: with the INVITE's Request-URI, Via, From, To, Call-ID, CSeq number.
   */
  private String last(String method) {
    StringBuilder sb = new StringBuilder();
    for (String line : invite.split("\n")) {
      if (line.startsWith("INVITE ")) {
        sb.append(method).append(line.substring(6)).append('\n');
      } else if (line.startsWith("CSeq:")) {
        sb.append(line.replace("INVITE", method)).append('\n');
      } else if (line.matches("(?i)(via|max-forwards|from|to|call-id|route):.*")) {
        sb.append(line).append('\n');
      }
    }
    return sb + "Content-Length: 0\n\n";
  }

  /** Sends a request and gives the first answer. */
  String ask(String text) {
    send(text);
    stage.settle();
    return take();
  }

  /** The next message received; there must be one. */
  String take() {
    String next = inbox.poll();
    assertThat(next).as(name + " receives something").isNotNull();
    return String.valueOf(next);
  }

  /** The next message received, which must begin so. */
  String take(String start) {
    String next = take();
    assertThat(next).startsWith(start);
    return next;
  }

  void nothing() {
    assertThat(inbox).as(name + " receives nothing").isEmpty();
  }

  /** LocalResponses a request with its own Via, From, To, Call-ID and CSeq. */
  void answer(String request, String status, String... lines) {
    StringBuilder sb = new StringBuilder("SIP/2.0 " + status + "\n");
    for (String line : request.split("\n")) {
      String l = line.toLowerCase(java.util.Locale.ROOT);
      if (l.startsWith("to:") && !line.contains("tag=") && !status.startsWith("100")) {
        sb.append(line).append(";tag=").append(tag()).append('\n');
      } else if (l.matches("(via|from|to|call-id|cseq|record-route):.*")) {
        sb.append(line).append('\n');
      }
    }
    if (status.startsWith("2") || status.startsWith("18")) {
      sb.append("Contact: <").append(contact()).append(">\n");
    }
    for (String line : lines) {
      sb.append(line).append('\n');
    }
    send(sb + "Content-Length: 0\n\n");
    stage.settle();
  }

  String tag() {
    return "t" + flow.remote().getPort();
  }

  /** The first value of a header, unfolded. */
  static String header(String message, String name) {
    Matcher m = Pattern.compile("(?im)^" + name + ":\\s*(.*)$").matcher(message);
    assertThat(m.find()).as("header " + name + " in " + message).isTrue();
    return m.group(1);
  }

  static boolean has(String message, String name) {
    return Pattern.compile("(?im)^" + name + ":").matcher(message).find();
  }
}
