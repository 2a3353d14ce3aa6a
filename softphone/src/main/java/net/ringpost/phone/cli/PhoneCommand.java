// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.ringpost.phone.account.PhoneDataFolder;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.phone.account.SignIn;
import net.ringpost.phone.account.Site;
import net.ringpost.phone.account.SiteAddress;
import net.ringpost.phone.call.PhoneEvent;
import net.ringpost.phone.call.Telephone;
import net.ringpost.phone.call.TelephoneException;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options of {@code ./ringpost phone}, and its life from the first line of input to the last.
 */
@Command(
    name = "ringpost phone",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The softphone. Commands are read from standard input: 'help' lists them.")
public final class PhoneCommand implements Callable<Integer> {
  @Option(
      names = "--headless",
      description = "no window: commands on standard input (for now the only way)")
  private boolean headless;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "HOST[:PORT]",
      converter = PhoneOptionValues.Server.class,
      description = "the directory server")
  private String server = "";

  @Option(
      names = "--id",
      required = true,
      paramLabel = "ID",
      converter = PhoneOptionValues.Id.class,
      description = "your ID or number")
  private String id = "";

  @Option(
      names = "--password-stdin",
      description = "read the password from the first line of standard input, without asking")
  private boolean passwordFromInput;

  @Option(
      names = "--domain",
      paramLabel = "NAME",
      converter = PhoneOptionValues.Domain.class,
      description = "the domain of your address (default: the server's name)")
  private @Nullable String domain;

  @Option(
      names = "--transport",
      paramLabel = "udp|tcp|tls",
      description = "how to speak to the server (default: udp)")
  private Transport transport = Transport.UDP;

  @Option(
      names = "--plain",
      paramLabel = "never|allow|only",
      description =
          "talk without encryption (default: as you chose at the site, with --web; else never)")
  private PhoneSettings.@Nullable Plain plain;

  @Option(
      names = "--audio-in",
      paramLabel = "FILE",
      converter = PhoneOptionValues.Wav.class,
      description = "speak this WAV file instead of a microphone (default: silence)")
  private @Nullable Path audioIn;

  @Option(
      names = "--audio-out",
      paramLabel = "FILE",
      converter = PhoneOptionValues.WritableFile.class,
      description = "write what is heard to this WAV file (later calls: FILE-2 …)")
  private @Nullable Path audioOut;

  @Option(
      names = "--video-in",
      paramLabel = "none|test",
      description =
          "show a moving test picture in calls that are dialled with --video (default: none)")
  private PhoneSettings.VideoIn videoIn = PhoneSettings.VideoIn.NONE;

  @Option(
      names = "--ring",
      paramLabel = "FILE",
      converter = PhoneOptionValues.Wav.class,
      description = "ring with this WAV file (default: Ringpost's own; silence with --audio-out)")
  private @Nullable Path ring;

  @Option(
      names = "--auto-answer",
      paramLabel = "MS",
      arity = "0..1",
      fallbackValue = "0",
      converter = PhoneOptionValues.AnswerDelay.class,
      description = "answer by itself after MS milliseconds (default: never; without MS: at once)")
  private int autoAnswer = -1;

  @Option(
      names = "--codecs",
      paramLabel = "NAME",
      split = ",",
      converter = PhoneOptionValues.Codec.class,
      description =
          "which of opus, PCMU, PCMA to offer, most wanted first (default: opus,PCMU,PCMA)")
  private List<String> codecs = List.of("opus", "PCMU", "PCMA");

  @Option(
      names = "--expires",
      paramLabel = "SECONDS",
      converter = PhoneOptionValues.Expires.class,
      description = "how long a registration lasts, 60 to 86400 (default: 300)")
  private int expires = 300;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      converter = PhoneOptionValues.OwnAddress.class,
      description = "use this local address only (default: all)")
  private @Nullable String bind;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      converter = PhoneOptionValues.Folder.class,
      description =
          "where the telephone keeps what is its own (default: ~/.ringpost/phone, or phone-2 … beside it)")
  private @Nullable Path data;

  @Option(
      names = "--web",
      paramLabel = "URL",
      converter = PhoneOptionValues.WebAddress.class,
      description =
          "the server's site, for voice messages, calls and settings (default: as the server tells)")
  private @Nullable URI web;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "events as JSON, one a line")
  private boolean json;

  private enum Transport {
    UDP,
    TCP,
    TLS
  }

  /**
   * 0 after {@code quit}, the end of the input or SIGTERM; 1 if it could not start; 2 for wrong
   * options.
   */
  @Override
  public Integer call() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // Names and numbers may be in any script, whatever the system's own encoding is.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (!headless) {
      throw wrong(new IllegalArgumentException("there is no window yet: add --headless"));
    }
    if (codecs.isEmpty() || codecs.size() > new HashSet<>(codecs).size()) {
      throw wrong(
          new IllegalArgumentException(
              "--codecs must name each codec once, such as --codecs opus,PCMU"));
    }
    ServerAddress address = address();
    String password = readPassword(input);
    if (password == null || password.isEmpty()) {
      return fail("no password was given: type it on the first line");
    }
    EventPrinter printer = new EventPrinter(out, json);
    SignIn signIn = new SignIn(id, password, domain == null ? address.host() : domain);
    try (PhoneDataFolder folder = folder()) {
      return run(address, signIn, folder.path(), printer, input);
    } catch (IOException e) {
      return fail(e.getMessage());
    }
  }

  private int run(
      ServerAddress address, SignIn signIn, Path folder, EventPrinter printer, BufferedReader input)
      throws IOException {
    SiteAddress site = new SiteAddress(web, address, signIn.domain());
    try (ShutdownHook ending = ShutdownHook.watch();
        MembersChoice choice = new MembersChoice(settingsSite(signIn));
        VoicemailCommands voicemail =
            new VoicemailCommands(site::get, signIn, folder.resolve("voicemail"), printer);
        HistoryCommands history = new HistoryCommands(site::get, signIn, printer);
        Telephone telephone =
            Telephone.start(
                settings(address, signIn, folder, choice),
                event -> {
                  if (event instanceof PhoneEvent.Registered r) {
                    site.told(r.site());
                  }
                  printer.on(event);
                  choice.on(event);
                })) {
      ending.started(telephone);
      new CommandReader(telephone, voicemail, history, printer).run(input);
      return 0;
    } catch (TelephoneException e) {
      return fail(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  /** Where the member's settings are asked for; only where the site was named, not guessed. */
  private Optional<Site> settingsSite(SignIn signIn) {
    if (web == null || plain != null) {
      return Optional.empty();
    }
    return Optional.of(new Site(web, signIn));
  }

  private static int fail(@Nullable String why) {
    System.err.println("ringpost phone: " + why);
    return 1;
  }

  private PhoneDataFolder folder() throws IOException {
    Path wanted = data;
    return wanted != null
        ? PhoneDataFolder.take(wanted)
        : PhoneDataFolder.takeFree(Path.of(System.getProperty("user.home"), ".ringpost", "phone"));
  }

  private ServerAddress address() {
    try {
      return ServerAddress.parse(server, TransportProtocol.valueOf(transport.name()));
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private ParameterException wrong(IllegalArgumentException e) {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    return new ParameterException(line, String.valueOf(e.getMessage()), e);
  }

  /** A password typed at a terminal is not shown. */
  @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 give a console that just reads a line
  private @Nullable String readPassword(BufferedReader input) throws IOException {
    if (!passwordFromInput && System.console() != null) {
      char[] typed = System.console().readPassword("Password of %s: ", id);
      return typed == null ? null : new String(typed);
    }
    return input.readLine();
  }

  private PhoneSettings settings(
      ServerAddress address, SignIn signIn, Path folder, MembersChoice choice) {
    PhoneSettings.Plain always = plain;
    return new PhoneSettings(
        address,
        signIn,
        folder,
        Optional.ofNullable(bind),
        always == null ? choice : () -> always,
        Optional.ofNullable(audioIn),
        Optional.ofNullable(audioOut),
        Optional.ofNullable(ring),
        autoAnswer,
        expires,
        videoIn,
        codecs);
  }
}
