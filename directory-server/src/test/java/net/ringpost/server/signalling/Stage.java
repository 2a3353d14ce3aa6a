// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.db.account.Reach;
import net.ringpost.server.ManualLoop;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.history.CallLog;
import net.ringpost.server.location.BindingStorage;
import net.ringpost.server.location.Location;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.CallPolicy;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.FailureLimiter;
import net.ringpost.sip.auth.NonceBook;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.overload.OverloadControl;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageCheck;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.MessageWriter;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.parse.StreamFramer;
import net.ringpost.sip.proxy.FlowTokens;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.proxy.TrustedPeers;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The server's signalling without sockets, in virtual time: what goes over the wire is real text,
 * to and from {@link Phone}s.
 */
final class Stage implements Transport, BindingStorage, CallLog {
  static final String IP = "127.0.0.1";
  static final String REALM = "ringpost";

  final ManualLoop loop = new ManualLoop();
  final Map<String, Member> members = new HashMap<>();
  final List<String> calls = new ArrayList<>();
  final RegistrationHeaders introduction = new RegistrationHeaders();
  private final Map<Flow, Phone> phones = new HashMap<>();
  final OverloadControl overload = new OverloadControl(0);
  final Engine engine;
  final Location location;
  private @Nullable RequestDispatcher dispatcher;

  /** Whether it was stored that a member has no terminals, each time one was signed out. */
  final List<Boolean> signedOut = new ArrayList<>();

  /** What was sent to where nobody is. */
  final List<String> strays = new ArrayList<>();

  /** Whether nobody can be looked up. */
  boolean databaseAway;

  /** Whether only those who are known in memory can be found. */
  boolean unknownAreUnreadable;

  /** How many passwords were compared with a member's. */
  int compared;

  /** The name that cannot be looked up, while others are at hand. */
  String unreadable = "";

  /** The name that is not found before {@link #lookUp}. */
  String slow = "";

  private final Deque<Runnable> searches = new ArrayDeque<>();

  /** Whether nothing can be stored. */
  boolean storageAway;

  private int ports = 40000;
  private long connections;

  /** What a test may want otherwise. */
  static final class Settings {
    boolean closed;
    RecordRoutePolicy stay = RecordRoutePolicy.AUTO;
    Reach reach = Reach.RING;
    List<String> trusted = List.of();
    List<String> domains = List.of("example.com");
    boolean loads = true;

    /** LocalResponses in the members' stead; null for nobody. */
    @Nullable MwiStage attendant;
  }

  Stage(Settings settings) {
    this.location =
        new Location(
            this,
            loop,
            loop,
            loop::now,
            e -> {
              if (settings.attendant != null) {
                settings.attendant.on(e);
              }
            });
    OwnHosts own = new OwnHosts(settings.domains, List.of(IP, "localhost"), List.of(5060));
    RequestDispatcher.Context context =
        new RequestDispatcher.Context(
            people(),
            location,
            new CallPolicy(settings.stay, settings.reach),
            this,
            own,
            new FlowTokens(new byte[32], 1),
            new TrustedPeers(settings.trusted),
            settings.closed,
            loop::now,
            this::wallClock,
            new Random(2));
    this.engine =
        new Engine(
            this,
            e -> {
              dispatcher =
                  new RequestDispatcher(
                      e,
                      this,
                      settings.attendant == null
                          ? Attendant.NONE
                          : settings.attendant.over(e, this),
                      context,
                      new RequestDispatcher.Admission(
                          new OverloadFilter(overload, loop, loop::now),
                          gate(e, settings),
                          introduction));
              return dispatcher;
            },
            new Random(1),
            Timers.RFC_3261);
    member(1, "anna", "1000", "Anna", null);
    member(2, "bert", "1001", "", null);
    member(3, "carl", "+49 (30) 123", "Carl \"C\"", Reach.HANDOVER);
    member(4, "大停電", "٤٢", "", null);
    if (settings.loads) {
      location.start();
      settle();
    }
  }

  static Stage open() {
    return new Stage(new Settings());
  }

  void member(long key, String id, String number, String display, @Nullable Reach reach) {
    Account account = new Account(key, id, number, display, reach, false, 30, 0);
    Member m = new Member(account, Credentials.of(id, number, REALM, "pw" + id));
    members.put(MemberName.canonical(id), m);
    members.put(MemberName.canonical(number), m);
  }

  /** Gives a member another password, as {@code AccountService} does. */
  void password(String id, String password) {
    Account a = Objects.requireNonNull(members.get(id)).account();
    Member m = new Member(a, Credentials.of(a.id(), a.number(), REALM, password));
    members.put(MemberName.canonical(a.id()), m);
    members.put(MemberName.canonical(a.number()), m);
    Objects.requireNonNull(dispatcher).signOut(a.key(), stored -> signedOut.add(stored));
    settle();
  }

  /** The member wants to be hidden from strangers. */
  void unlist(String id) {
    Member m = Objects.requireNonNull(members.get(id));
    Account a = m.account();
    Account hidden =
        new Account(
            a.key(),
            a.id(),
            a.number(),
            a.displayName(),
            a.reach(),
            a.plainMedia(),
            a.voicemailAfterSeconds(),
            a.createdAt(),
            a.voicemail(),
            false);
    Member changed = new Member(hidden, m.credentials());
    members.put(MemberName.canonical(a.id()), changed);
    members.put(MemberName.canonical(a.number()), changed);
  }

  private RequestAuthenticator gate(Engine engine, Settings settings) {
    NonceBook nonces = new NonceBook(new byte[32], REALM, Duration.ofMinutes(5), 1024, 1);
    DigestVerifier verifier = new DigestVerifier(REALM, nonces, String::equalsIgnoreCase);
    return new DigestAuthenticator(
        REALM,
        verifier,
        new TrustedPeers(settings.trusted),
        new FailureLimiter(),
        this::compare,
        engine,
        this::wallClock);
  }

  private void compare(String name, MemberLookup.Then then) {
    compared += members.containsKey(MemberName.canonical(name)) ? 1 : 0;
    people().find(name, then);
  }

  private Instant wallClock() {
    return Instant.ofEpochMilli(1_800_000_000_000L + TimeUnit.NANOSECONDS.toMillis(loop.now()));
  }

  MemberLookup people() {
    return (name, then) -> {
      if (name.equals(slow)) {
        searches.add(() -> then.found(found(name)));
      } else {
        then.found(found(name));
      }
    };
  }

  private MemberLookup.Result found(String name) {
    if (databaseAway || name.equals(unreadable)) {
      return MemberLookup.Unavailable.UNAVAILABLE;
    }
    Member m = members.get(MemberName.canonical(name));
    if (m == null && unknownAreUnreadable) {
      return MemberLookup.Unavailable.UNAVAILABLE;
    }
    return m == null ? MemberLookup.NotFound.NOT_FOUND : new MemberLookup.Found(m);
  }

  /** Ends the search for the slow name. */
  void lookUp() {
    searches.remove().run();
    settle();
  }

  /** A telephone over UDP at an address of its own. */
  Phone phone(String name) {
    return phone(name, TransportProtocol.UDP, "192.0.2." + (phones.size() + 1));
  }

  Phone phone(String name, TransportProtocol protocol, String ip) {
    long connection = protocol.reliable() ? ++connections : 0;
    Phone p = new Phone(this, name, protocol, ip, ++ports, connection);
    phones.put(p.flow, p);
    return p;
  }

  void settle() {
    loop.settle();
    runEngine();
  }

  void advance(long millis) {
    for (long left = millis; left > 0; left -= Math.min(left, 50)) {
      loop.advance(TimeUnit.MILLISECONDS.toNanos(Math.min(left, 50)));
      runEngine();
    }
  }

  private void runEngine() {
    while (engine.deadline() <= loop.now()) {
      engine.tick(loop.now());
    }
  }

  void deliver(String text, Flow from) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Framing framing = from.protocol().reliable() ? Framing.STREAM : Framing.DATAGRAM;
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, framing);
    assertThat(MessageCheck.strictly(parsed)).as(text).isInstanceOf(Parsed.Message.class);
    deliver(parsed, from);
  }

  /** Bytes as they may come, treated as the transports do. */
  void deliver(byte[] bytes, Flow from) {
    if (from.protocol().reliable()) {
      StreamFramer framer = new StreamFramer(StreamFramer.Side.ACCEPTED);
      framer.feed(bytes, 0, bytes.length);
      for (Parsed p = framer.next(); p != null; p = framer.next()) {
        deliver(p, from);
      }
    } else {
      deliver(MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM), from);
    }
  }

  /** The thread is behind for so long from now; no time passes for the telephones. */
  void behind(long millis) {
    for (long t = 0; t < millis; t++) {
      overload.packets(false, loop.now() + TimeUnit.MILLISECONDS.toNanos(t));
    }
  }

  /** Requests that were done with before they were looked at. */
  int turnedAway;

  private void deliver(Parsed parsed, Flow from) {
    if (parsed instanceof Parsed.Message m
        && m.message() instanceof SipRequest unchecked
        && engine.turnedAway(unchecked, from)) {
      turnedAway++;
      return;
    }
    switch (MessageCheck.strictly(parsed)) {
      case Parsed.Message m -> engine.receive(m.message(), from, loop.now());
      case Parsed.Malformed m when m.answerable() != null ->
          send(SipResponse.to(m.answerable(), m.suggested(), m.reason(), "malformed"), from);
      default -> {}
    }
  }

  /** Time is enough for what is stored in batches. */
  void store() {
    advance(50);
  }

  @Override
  public void send(SipMessage message, Flow to) {
    byte[] bytes = MessageWriter.toBytes(message, Framing.DATAGRAM);
    Phone p = phones.get(to);
    if (p == null) {
      strays.add(to + " " + message);
      loop.execute(() -> engine.sendFailed(message, to, "nobody there", loop.now()));
      return;
    }
    p.inbox.add(new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n"));
  }

  /** The telephone's connection breaks. */
  void hangUp(Phone phone) {
    phones.remove(phone.flow);
    engine.flowFailed(phone.flow, "closed", loop.now());
    location.connectionClosed(phone.flow.connection());
    settle();
  }

  @Override
  public void write(List<Entry> entries, long now) {
    if (storageAway) {
      throw new IllegalStateException("no database");
    }
  }

  @Override
  public void load(long now, Consumer<Entry> told) {
    // Nothing is stored.
  }

  @Override
  public void began(Attempt a) {
    String caller = a.caller() == null ? a.callerAddress() : a.caller().id();
    calls.add("began " + caller + " " + (a.callee() == null ? "?" : a.callee().id()));
  }

  @Override
  public void voicemail(UUID call, boolean kept) {
    calls.add("voicemail " + kept);
  }

  @Override
  public void decided(UUID call, Instant at, Status outcome) {
    calls.add("decided " + outcome.code());
  }

  @Override
  public void ended(UUID call, Instant at, @Nullable Status failure) {
    calls.add(failure == null ? "ended" : "failed " + failure.code());
  }

  void idle() {
    advance(400_000);
    assertThat(engine.counts().idle()).as(engine.counts().toString()).isTrue();
  }

  @Override
  public InetSocketAddress sentBy(Flow flow) {
    return flow.local();
  }
}
