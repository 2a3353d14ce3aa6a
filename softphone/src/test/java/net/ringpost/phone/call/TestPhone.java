// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.phone.account.SignIn;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A telephone and what it has told so far. */
final class TestPhone implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  final Telephone telephone;
  private final List<PhoneEvent> told = new ArrayList<>();
  private int mark;

  TestPhone(PhoneSettings settings) throws TelephoneException {
    telephone = Telephone.start(settings, this::hear);
  }

  /** Settings that suit a test: nothing but loopback, encrypted, any codec, silence. */
  static PhoneSettings settings(ServerAddress server, String id, String password, Path data) {
    return new PhoneSettings(
        server,
        new SignIn(id, password, "127.0.0.1"),
        data.resolve(id),
        Optional.of("127.0.0.1"),
        () -> PhoneSettings.Plain.NEVER,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        -1,
        60,
        PhoneSettings.VideoIn.NONE,
        List.of("opus", "PCMU", "PCMA"));
  }

  private synchronized void hear(PhoneEvent event) {
    told.add(event);
  }

  <E extends PhoneEvent> E await(Class<E> kind) {
    return await(kind, e -> true);
  }

  /** The next event of this kind that is wanted; those before it are passed over. */
  <E extends PhoneEvent> E await(Class<E> kind, Predicate<E> wanted) {
    try {
      return Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> next(kind, wanted), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "no " + kind.getSimpleName() + " came; told was " + withoutStatistics(), late);
    }
  }

  private synchronized <E extends PhoneEvent> Optional<E> next(Class<E> kind, Predicate<E> wanted) {
    while (mark < told.size()) {
      PhoneEvent event = told.get(mark++);
      if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
        return Optional.of(kind.cast(event));
      }
    }
    return Optional.empty();
  }

  private synchronized List<PhoneEvent> withoutStatistics() {
    return told.stream().filter(e -> !(e instanceof PhoneEvent.Statistics)).toList();
  }

  /** Everything told so far. */
  synchronized List<PhoneEvent> told() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    telephone.close();
  }
}
