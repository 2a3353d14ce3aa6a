// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@code baresip} of Debian's in a process of its own, driven over its control socket (netstrings
 * of JSON). It speaks a WAV file and keeps what it hears.
 */
final class Baresip implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger NEXT_PORT = new AtomicInteger(30_000);

  private final Path folder;
  private final Process process;
  private final Socket control;
  private final OutputStream commands;
  private final List<JsonNode> events = new ArrayList<>();
  private int mark;

  /**
   * What a test wants of one baresip.
   *
   * @param user digest user name and number
   * @param server HOST:PORT of the directory server, or a stranger's domain
   * @param registers whether it signs in at {@code server}
   * @param transport {@code udp}, {@code tcp} or {@code tls}
   * @param codec {@code PCMU}, {@code PCMA} or {@code opus}
   * @param encryption baresip's {@code mediaenc}, or empty for plain RTP
   * @param ice whether it does ICE
   * @param mux whether RTP and RTCP share a port
   * @param speech the WAV file to speak: 48 kHz, 16 bit; mono for G.711, stereo for Opus
   */
  record Setup(
      String user,
      String password,
      String server,
      boolean registers,
      String transport,
      String codec,
      String encryption,
      boolean ice,
      boolean mux,
      Path speech) {}

  private Baresip(Path folder, Process process, Socket control) throws IOException {
    this.folder = folder;
    this.process = process;
    this.control = control;
    this.commands = control.getOutputStream();
    Thread.ofPlatform().daemon().name("baresip-" + folder.getFileName()).start(this::readEvents);
  }

  /** Starts one in {@code folder} and connects to its control socket; it registers by itself. */
  static Baresip start(Path folder, Setup setup) {
    try {
      Files.createDirectories(folder.resolve("heard"));
      int controlPort = freePort();
      Files.writeString(folder.resolve("config"), config(folder, setup, controlPort));
      Files.writeString(folder.resolve("accounts"), account(setup));
      Files.writeString(folder.resolve("contacts"), "");
      Process process =
          new ProcessBuilder("baresip", "-f", folder.toString(), "-v", "-s")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return new Baresip(folder, process, connect(controlPort, process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Below the ports that the system gives away by itself, and each one once: between this look and
  // baresip's own, nobody else takes it. Two that share a port would share one baresip.
  private static int freePort() {
    int port = NEXT_PORT.getAndIncrement();
    while (!free(port)) {
      port = NEXT_PORT.getAndIncrement();
    }
    return port;
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Socket connect(int port, Process process) {
    String failure = "baresip opened no control socket";
    return Awaitility.await(failure)
        .failFast(failure, () -> !process.isAlive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> new Socket(InetAddress.getLoopbackAddress(), port), Objects::nonNull);
  }

  private static boolean waitForExit(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static String account(Setup s) {
    return "<sip:%s@%s;transport=%s>;auth_user=%s;auth_pass=%s;regint=%d;answermode=manual;audio_codecs=%s%s%s\n"
        .formatted(
            s.user,
            s.server,
            s.transport,
            s.user,
            s.password,
            s.registers ? 120 : 0,
            s.codec.equals("opus") ? "opus/48000/2" : s.codec,
            s.encryption.isEmpty() ? "" : ";mediaenc=" + s.encryption,
            s.ice ? ";medianat=ice" : "");
  }

  private static String config(Path folder, Setup setup, int controlPort) {
    // The account module comes last: it looks codecs, encryption and ICE up by name when it reads
    // the account.
    String modules =
        Stream.of(
                "ctrl_tcp",
                "g711",
                "opus",
                "aubridge",
                "aufile",
                "sndfile",
                "ice",
                "srtp",
                "dtls_srtp")
            .map(name -> "module " + name + ".so\n")
            .reduce("", String::concat);
    return """
        sip_listen 0.0.0.0:0
        sip_verify_server no
        net_interface %s
        audio_player aubridge,%s
        audio_source aufile,%s
        audio_alert aubridge,alert-%s
        ausrc_srate 48000
        auplay_srate 48000
        rtcp_mux %s
        snd_path %s
        ctrl_tcp_listen 127.0.0.1:%d
        module_path /usr/lib/baresip/modules
        """
            .formatted(
                TalkNetwork.device(),
                setup.user,
                setup.speech,
                setup.user,
                setup.mux ? "yes" : "no",
                folder.resolve("heard"),
                controlPort)
        + modules
        + "module_app menu.so\nmodule_app account.so\nmodule_app mwi.so\n";
  }

  private void readEvents() {
    try (DataInputStream in = new DataInputStream(control.getInputStream())) {
      while (true) {
        int length = 0;
        for (int c = in.readByte(); c != ':'; c = in.readByte()) {
          length = length * 10 + c - '0';
        }
        byte[] json = in.readNBytes(length);
        in.readByte();
        add(JSON.readTree(json));
      }
    } catch (IOException closed) {
      add(JSON.createObjectNode().put("type", "CONTROL_CLOSED"));
    }
  }

  private synchronized void add(JsonNode event) {
    events.add(event);
  }

  /** Sends a command of baresip's, such as {@code dial}, {@code accept}, {@code hangup}. */
  void command(String command, String parameters) {
    byte[] json =
        JSON.writeValueAsBytes(
            JSON.createObjectNode()
                .put("command", command)
                .put("params", parameters)
                .put("token", "t"));
    try {
      commands.write((json.length + ":").getBytes(StandardCharsets.US_ASCII));
      commands.write(json);
      commands.write(',');
      commands.flush();
    } catch (IOException e) {
      String state = process.isAlive() ? "runs" : "ended with " + process.exitValue();
      throw new UncheckedIOException(
          "baresip takes no more commands and " + state + "; its log is " + log(), e);
    }
  }

  /** Waits until its server has accepted where it is. */
  void registered() {
    // The log has it even if it happened before the control socket was opened.
    logs("SIP/2.0 200 [^\u001b]*CSeq: [0-9]+ REGISTER");
  }

  /** Waits until something that fits the regular expression is in its log. */
  void logs(String expression) {
    Pattern wanted = Pattern.compile(expression);
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(wanted.matcher(log()).find())
                    .as(() -> "no '" + expression + "' in baresip's log: " + log())
                    .isTrue());
  }

  /**
   * Waits for the next event of this type (such as {@code CALL_ESTABLISHED}); earlier ones are
   * passed over.
   */
  JsonNode await(String type) {
    return await(type, event -> true);
  }

  /** As {@link #await(String)}, for an event that {@code wanted} accepts. */
  JsonNode await(String type, Predicate<JsonNode> wanted) {
    try {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(10))
          .until(() -> next(type, wanted), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "baresip sent no " + type + "; it sent " + events() + "; its log is " + log(), late);
    }
  }

  private synchronized Optional<JsonNode> next(String type, Predicate<JsonNode> wanted) {
    while (mark < events.size()) {
      JsonNode event = events.get(mark++);
      if (type.equals(event.path("type").asString("")) && wanted.test(event)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private synchronized List<JsonNode> events() {
    return List.copyOf(events);
  }

  /** Everything baresip has logged. */
  String log() {
    try {
      return Files.readString(folder.resolve("log"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The file with what it has heard in its last call; complete once the call is over.
   *
   * @throws AssertionError if it has heard nothing yet
   */
  Path heard() {
    return complete("-dec.wav");
  }

  /** The file with what it has said in its last call; as {@link #heard}. */
  Path said() {
    return complete("-enc.wav");
  }

  private Path complete(String end) {
    Path file =
        recording(end)
            .orElseThrow(
                () -> new AssertionError("baresip has no " + end + "; its log is " + log()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(finished(file)).as(() -> file + " has no length in its head").isTrue());
    return file;
  }

  private static boolean finished(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(44);
      return head.length == 44
          && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(40) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Path> recording(String end) {
    try (Stream<Path> files = Files.list(folder.resolve("heard"))) {
      return files.filter(file -> file.getFileName().toString().endsWith(end)).max(Path::compareTo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has heard this many seconds of its call, half a minute at most. */
  void listens(int seconds) {
    lasts("-dec.wav", seconds);
  }

  /** Waits until it has spoken its file so far, half a minute at most. */
  void speaks(int seconds) {
    lasts("-enc.wav", seconds);
  }

  private void lasts(String end, int seconds) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(seconds(end))
                    .as(() -> "baresip's " + end + " in seconds; its log is " + log())
                    .isGreaterThanOrEqualTo(seconds));
  }

  // The lengths in the file's head are only right once the call is over.
  private double seconds(String end) {
    Path file = recording(end).orElse(null);
    if (file == null) {
      return 0;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(44);
      return head.length < 44
          ? 0
          : (double) Files.size(file)
              / ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(28);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The descriptions (SDP) that it has sent and received in messages of this kind, in order.
   *
   * @param first how the message's first line starts, such as {@code INVITE } or {@code SIP/2.0
   *     200}
   */
  List<String> descriptions(String first) {
    List<String> found = new ArrayList<>();
    for (String message : log().replace("\r", "").split("\\u001b\\[36;1m#\n", -1)) {
      // The first line of each says from where to where.
      String text = message.substring(message.indexOf('\n') + 1);
      int body = text.indexOf("\n\nv=0\n");
      if (text.startsWith(first) && body >= 0) {
        found.add(text.substring(body + 2, text.indexOf("\u001b", body)).strip());
      }
    }
    return found;
  }

  /** Stops the process where it is: it says no more, but its sockets stay. */
  void freeze() {
    try {
      int code = new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
      assertThat(code).as("kill -STOP").isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Ends the process: baresip 1.0.0 can hang when asked to quit, so it gets three seconds. */
  @Override
  public void close() {
    process.destroy();
    if (!waitForExit(process, 3000)) {
      process.destroyForcibly();
      waitForExit(process, 3000);
    }
    try {
      control.close();
    } catch (IOException alreadyClosed) {
      // Nothing is lost: the process is gone.
    }
  }
}
