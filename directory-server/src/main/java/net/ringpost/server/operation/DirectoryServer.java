// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import net.ringpost.db.DataFolder;
import net.ringpost.db.account.MembershipStore;
import net.ringpost.db.calling.JdbcCallHistoryStore;
import net.ringpost.server.account.AccountDirectory;
import net.ringpost.server.account.AccountService;
import net.ringpost.server.account.MembershipWatch;
import net.ringpost.server.history.CallHistoryWriter;
import net.ringpost.server.history.UndecidedCallRecovery;
import net.ringpost.server.signalling.Signalling;
import net.ringpost.server.voicemail.storage.Greetings;
import net.ringpost.server.voicemail.storage.MessageFinisher;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.transport.SipTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;

/** The whole server, running: database, signalling and web, ended in the opposite order. */
final class DirectoryServer implements AutoCloseable {
  private static final int LOOKUP_THREADS = 2;
  private static final int VOICEMAIL_THREADS = 4;
  private static final int LOOKUPS_WAITING = 10_000;
  private static final long SIGN_OUT_SECONDS = 5;
  private static final System.Logger LOG = System.getLogger(DirectoryServer.class.getName());
  private static final long LOAD_LIMIT = Duration.ofMinutes(5).toNanos();

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private String readyLine = "";
  private @Nullable VoicemailSetup voicemail;
  private @Nullable SipTransport signalling;
  private @Nullable SignallingSetup setup;
  private @Nullable AccountDirectory directory;
  private volatile @Nullable Signalling exchange;
  private @Nullable MembershipWatch watch;
  private @Nullable Web site;
  private @Nullable MembershipStore membershipStore;

  private DirectoryServer() {}

  /**
   * Starts everything; what was started before something fails is ended again.
   *
   * @param progress told what takes long
   */
  static DirectoryServer start(ServerCommand options, Consumer<String> progress) {
    DirectoryServer server = new DirectoryServer();
    try {
      server.begin(options, progress);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  // A key pair, Spring and the database take a second each: they start beside one another.
  private void begin(ServerCommand options, Consumer<String> progress) {
    DataFolder folder = opened(DataFolder.hold(options.storage.data));
    ServerFacts.remove(folder.path());
    CompletableFuture<Web.Parts> known = new CompletableFuture<>();
    beginLogging();
    try (ParallelStart<SipTransport> sip =
            ParallelStart.start(
                "start-sip", () -> SignallingSetup.transport(options, folder.path()));
        ParallelStart<Web> web =
            ParallelStart.start("start-web", () -> Web.start(options, known))) {
      Web.Parts parts = behind(options, folder, sip, known, progress);
      Web site = opened(web.take());
      this.site = site;
      Objects.requireNonNull(setup).siteListens(site.port());
      tell(options, parts, site.port());
    }
  }

  /**
   * Everything is logged in one way. Spring would begin that anew when others log already; and two
   * threads that log their first line at once are one too many for it.
   */
  private static void beginLogging() {
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    var unused = LoggerFactory.getILoggerFactory();
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }

  /** Starts what the site stands before. */
  private Web.Parts behind(
      ServerCommand options,
      DataFolder folder,
      ParallelStart<SipTransport> sip,
      CompletableFuture<Web.Parts> known,
      Consumer<String> progress) {
    try {
      Storage storage = opened(Storage.open(folder, options.storage, progress));
      Web.Parts parts = behind(options, storage, sip);
      known.complete(parts);
      return parts;
    } finally {
      // If there are none, the site must not wait for them.
      known.cancel(false);
    }
  }

  private Web.Parts behind(
      ServerCommand options, Storage storage, ParallelStart<SipTransport> sip) {
    VoicemailSetup mail =
        VoicemailSetup.open(
            options,
            storage,
            new MessageFinisher(options.voicemail.limits().shortest().toMillis()),
            threads("voicemail", VOICEMAIL_THREADS, Integer.MAX_VALUE));
    voicemail = mail;
    SipTransport transport = opened(sip.take());
    signalling = transport;
    ExecutorService writer = threads("store", 1, Integer.MAX_VALUE);
    AccountDirectory people =
        new AccountDirectory(
            storage.accounts(),
            transport.loop(),
            threads("lookup", LOOKUP_THREADS, LOOKUPS_WAITING));
    directory = people;
    Greetings greetings =
        new Greetings(
            new AccountService(storage.accounts(), people, this::signOut), mail.contents());
    SignallingSetup setup =
        new SignallingSetup(options, storage, people, mail.voicemails(), greetings, writer);
    this.setup = setup;
    JdbcCallHistoryStore stored = new JdbcCallHistoryStore(storage.database());
    CallHistoryWriter calls = opened(new CallHistoryWriter(stored, transport.loop(), writer));
    UndecidedCallRecovery ringing = new UndecidedCallRecovery(stored, Instant.now());
    Signalling signalling = setup.start(transport, calls);
    exchange = signalling;
    awaitLoaded(signalling);
    // A hundred thousand members take a second, in which none has to wait for the others; an hour
    // of a busy server's history may take as long.
    ExecutorService afterwards = threads("afterwards", 1, 1);
    afterwards.execute(people::warm);
    afterwards.execute(ringing::miss);
    mail.careDaily(transport.loop());
    new DatabaseWatch(storage.database()::answers).start(transport.loop(), threads("watch", 1, 1));
    MembershipWatch memberships =
        opened(
            new MembershipWatch(
                storage.memberships(), people, this::signOut, mail.voicemails()::memberLeft));
    memberships.start();
    watch = memberships;
    membershipStore = storage.memberships();
    return new Web.Parts(
        storage,
        people,
        this::signOut,
        memberships,
        mail,
        new SignallingMetrics(transport, signalling),
        setup.ports(),
        options.site.address());
  }

  /** Waits until it is stored, but not for a database that is away. */
  private void signOut(long account) {
    Signalling s = Objects.requireNonNull(exchange);
    try {
      s.signOut(account).get(SIGN_OUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "A member could not be signed out at once: {0}", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(ServerCommand options, Web.Parts parts, int http) {
    int sip = parts.sipPorts().getFirst();
    int sips = parts.sipPorts().getLast();
    String host = options.bind == null ? "" : options.bind.getHostAddress();
    new ServerFacts(ProcessHandle.current().pid(), Instant.now(), host, http, sip, sips)
        .write(parts.storage().data());
    // The first that goes: who reads it finds a server that serves.
    this.parts.push(() -> ServerFacts.remove(parts.storage().data()));
    readyLine = ready(options.bind, http, sip, sips);
  }

  // Whoever reads that the server is ready may dial at once.
  private static void awaitLoaded(Signalling signalling) {
    long end = System.nanoTime() + LOAD_LIMIT;
    while (!signalling.location().loaded()) {
      if (System.nanoTime() > end) {
        throw new StartException(
            "the registered terminals cannot be read from the database: look at its log");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private ExecutorService threads(String name, int count, int waiting) {
    ThreadPoolExecutor made =
        new ThreadPoolExecutor(
            count,
            count,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(waiting),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    parts.push(
        () -> {
          made.shutdown();
          if (!made.awaitTermination(5, TimeUnit.SECONDS)) {
            made.shutdownNow();
          }
        });
    return made;
  }

  private static String ready(@Nullable InetAddress bind, int http, int sip, int sips) {
    String host = bind == null || bind.isAnyLocalAddress() ? "localhost" : literal(bind);
    return "Ringpost is ready: http://%s:%d/ · SIP %d (UDP, TCP), %d (TLS)"
        .formatted(host, http, sip, sips);
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return Host.bracketed(text);
  }

  /** The line that tells that the server can be used, and where. */
  String readyLine() {
    return readyLine;
  }

  /** Where calls come in. */
  SipTransport signalling() {
    return Objects.requireNonNull(signalling);
  }

  /** The members' messages. */
  VoicemailSetup voicemail() {
    return Objects.requireNonNull(voicemail);
  }

  /** The members. */
  AccountDirectory people() {
    return Objects.requireNonNull(directory);
  }

  /** Heeds what is changed about members. */
  MembershipWatch watch() {
    return Objects.requireNonNull(watch);
  }

  /** The site and REST. */
  Web site() {
    return Objects.requireNonNull(site);
  }

  /** What becomes of members. */
  MembershipStore memberships() {
    return Objects.requireNonNull(membershipStore);
  }

  /** Ends everything; what was accepted is written first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.log(System.Logger.Level.WARNING, "Something did not end cleanly: {0}", e);
      }
    }
  }
}
