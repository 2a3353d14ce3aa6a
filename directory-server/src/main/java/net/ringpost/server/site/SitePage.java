// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.NewAccount;
import net.ringpost.server.account.SignUpPolicy;
import net.ringpost.server.account.SignUpRules;
import net.ringpost.server.account.SignUps;
import net.ringpost.server.web.Problem;
import net.ringpost.server.web.SourceAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page at {@code /}: sign up, be given a number, read how to start the softphone. */
@Controller
public class SitePage {
  private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
  private static final int USUAL_SIP_PORT = 5060;
  private static final int MOST_WELCOMES = 10_000;
  private static final int TICKET_BYTES = 16;
  private static final Duration WELCOME_TIME = Duration.ofMinutes(10);

  /** In seconds, while the database is away. */
  private static final String SOON = "5";

  /** In the order of the page. */
  private static final List<String> FIELDS =
      List.of("invitation", "id", "password", "number", "displayName");

  private final SignUps signUps;
  private final int sipPort;
  private final int sipsPort;
  private final @Nullable String siteUrl;
  private final Template template = template();
  private final Cache<String, Account> welcomes =
      Caffeine.newBuilder().maximumSize(MOST_WELCOMES).expireAfterWrite(WELCOME_TIME).build();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param sipPort of UDP and TCP
   * @param sipsPort of TLS
   * @param siteUrl where members find this page; null if that is where they found it
   */
  public SitePage(SignUps signUps, int sipPort, int sipsPort, @Nullable String siteUrl) {
    this.signUps = signUps;
    this.sipPort = sipPort;
    this.sipsPort = sipsPort;
    this.siteUrl = siteUrl;
  }

  /** The page with an empty form; an invitation may be in the address. */
  @GetMapping("/")
  public ResponseEntity<String> page(
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(defaultValue = "") String invitation,
      HttpServletRequest request) {
    Map<String, Object> model = model(Texts.chosen(lang, request.getLocale()), request);
    return form(HttpStatus.OK, model, new NewAccount("", "", "", ""), invitation);
  }

  /** Signs somebody up; what was typed, but for the password, is there again if that fails. */
  @PostMapping(value = "/", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  public ResponseEntity<String> signUp(
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(defaultValue = "") String id,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String number,
      @RequestParam(defaultValue = "") String displayName,
      @RequestParam(defaultValue = "") String invitation,
      HttpServletRequest request) {
    Texts texts = Texts.chosen(lang, request.getLocale());
    Map<String, Object> model = model(texts, request);
    NewAccount wanted = new NewAccount(id.strip(), password, number.strip(), displayName.strip());
    HttpStatus status;
    try {
      switch (signUps.signUp(wanted, invitation, SourceAddress.of(request))) {
        case SignUps.Decided(Creation.Created created) -> {
          return seeOther(texts, created.account());
        }
        case SignUps.Decided(Creation refusal) -> {
          model.put("problem", texts.get("problem_form"));
          Map<String, String> errors = errors(refusal, wanted, invitation, texts);
          model.put("errors", errors);
          FIELDS.stream()
              .filter(errors::containsKey)
              .findFirst()
              .ifPresent(first -> model.put("focus", Map.of(first, true)));
          status =
              refusal instanceof Creation.NotInvited
                  ? HttpStatus.FORBIDDEN
                  : HttpStatus.UNPROCESSABLE_CONTENT;
        }
        case SignUps.Closed closed -> status = HttpStatus.FORBIDDEN;
        case SignUps.TooMany many -> {
          return tooMany(model, texts, wanted, invitation, many);
        }
      }
    } catch (StoreUnavailableException away) {
      model.put("problem", texts.get("problem_away"));
      status = HttpStatus.SERVICE_UNAVAILABLE;
    }
    return form(status, model, wanted, invitation);
  }

  private ResponseEntity<String> tooMany(
      Map<String, Object> model,
      Texts texts,
      NewAccount typed,
      String invitation,
      SignUps.TooMany many) {
    long seconds = Problem.retryAfter(many.retryAfter());
    model.put("problem", texts.get("problem_too_many", Long.toString((seconds + 59) / 60)));
    ResponseEntity<String> page = form(HttpStatus.TOO_MANY_REQUESTS, model, typed, invitation);
    return ResponseEntity.status(page.getStatusCode())
        .headers(page.getHeaders())
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .body(page.getBody());
  }

  private Map<String, Object> model(Texts texts, HttpServletRequest request) {
    String host = request.getServerName();
    Map<String, Object> model = new HashMap<>();
    model.put("t", texts.all());
    model.put("lang", texts.language());
    model.put("self", "/");
    model.put("korean", texts.language().equals("ko"));
    model.put("host", host);
    model.put("server", sipPort == USUAL_SIP_PORT ? host : host + ":" + sipPort);
    model.put(
        "ports", texts.get("sip_transport", Integer.toString(sipPort), Integer.toString(sipsPort)));
    model.put("web", web(request));
    model.put("memberId", texts.get("your_id"));
    model.put("errors", Map.of());
    model.put("focus", Map.of());
    return model;
  }

  /**
   * What the softphone has to be told to find this site: nothing where it is told by the server
   * anyway, which is HTTP at the server's name.
   */
  private String web(HttpServletRequest request) {
    String url = siteUrl;
    if (url == null && request.isSecure()) {
      int port = request.getServerPort();
      url = "https://" + request.getServerName() + (port == 443 ? "" : ":" + port) + "/";
    }
    return url == null ? "" : " --web " + url;
  }

  private ResponseEntity<String> form(
      HttpStatus status, Map<String, Object> model, NewAccount typed, String invitation) {
    if (signUps.policy() == SignUpPolicy.CLOSED) {
      model.put("closed", true);
      return answer(status, model);
    }
    model.put("invited", signUps.policy() == SignUpPolicy.INVITE);
    model.put(
        "form",
        Map.of(
            "id",
            typed.id(),
            "number",
            typed.number(),
            "displayName",
            typed.displayName(),
            "invitation",
            invitation));
    return answer(status, model);
  }

  // Who reloads the page then does not sign up a second time (RFC 9110 §15.4.4).
  private ResponseEntity<String> seeOther(Texts texts, Account account) {
    byte[] ticket = new byte[TICKET_BYTES];
    random.nextBytes(ticket);
    String name = HexFormat.of().formatHex(ticket);
    welcomes.put(name, account);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("/welcome/" + name + "?lang=" + texts.language()))
        .build();
  }

  /** Says the new number, for ten minutes; then the form is there again. */
  @GetMapping("/welcome/{ticket}")
  public ResponseEntity<String> welcome(
      @PathVariable String ticket,
      @RequestParam(required = false) @Nullable String lang,
      HttpServletRequest request) {
    Texts texts = Texts.chosen(lang, request.getLocale());
    Account account = welcomes.getIfPresent(ticket);
    if (account == null) {
      return ResponseEntity.status(HttpStatus.SEE_OTHER)
          .location(URI.create("/?lang=" + texts.language()))
          .build();
    }
    Map<String, Object> model = model(texts, request);
    String name = account.displayName().isEmpty() ? account.id() : account.displayName();
    model.put("welcome", texts.get("welcome", name));
    model.put("number", account.number());
    model.put("memberId", account.id());
    model.put("self", "/welcome/" + ticket);
    return answer(HttpStatus.OK, model);
  }

  /** What stands beside each field; the first is that for which the sign-up was refused. */
  private Map<String, String> errors(
      Creation refusal, NewAccount wanted, String invitation, Texts texts) {
    Map<String, String> errors = new HashMap<>(error(refusal, wanted, texts));
    signUps
        .objections(wanted, invitation)
        .forEach(each -> error(each, wanted, texts).forEach(errors::putIfAbsent));
    return errors;
  }

  private static Map<String, String> error(Creation refusal, NewAccount wanted, Texts texts) {
    return switch (refusal) {
      case Creation.Taken t -> Map.of(t.field(), texts.get("taken_" + t.field(), t.name()));
      case Creation.LooksLike l ->
          Map.of(l.field(), texts.get("looks_like", l.name(), l.existing()));
      case Creation.Unacceptable u ->
          Map.of(u.field(), texts.get(unacceptable(u, wanted), u.reason()));
      case Creation.NotInvited n -> Map.of("invitation", texts.get("not_invited"));
      case Creation.Created created -> Map.of();
    };
  }

  private static String unacceptable(Creation.Unacceptable refusal, NewAccount wanted) {
    return refusal.field().equals("password") && SignUpRules.isEasyToGuess(wanted)
        ? "easy_password"
        : "unacceptable_" + refusal.field();
  }

  private ResponseEntity<String> answer(HttpStatus status, Map<String, Object> model) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).contentType(HTML).varyBy(HttpHeaders.ACCEPT_LANGUAGE);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header(HttpHeaders.RETRY_AFTER, SOON);
    }
    return answer.body(template.execute(model));
  }

  private static Template template() {
    try (InputStream page =
        Objects.requireNonNull(
            SitePage.class.getResourceAsStream("/site/start.mustache"), "the page's template")) {
      return Mustache.compiler()
          .escapeHTML(true)
          .defaultValue("")
          .compile(new InputStreamReader(page, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
