// SPDX-License-Identifier: Apache-2.0
package net.ringpost.benchmark;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.auth.DigestCredentials;
import net.ringpost.sip.auth.DigestSyntaxException;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.parse.MessageCheck;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Bytes to a message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParserBenchmark {
  private final byte[] register = Samples.register();
  private final byte[] invite = Samples.invite();
  private final String authorization =
      Objects.requireNonNull(Samples.parsed(register).headers().first(HeaderName.AUTHORIZATION));

  /** Where everything is in a REGISTER; its headers are left for later. */
  @Benchmark
  public SipMessage register() {
    return Samples.parsed(register);
  }

  /** A REGISTER, and whether everything in it is as it must be. */
  @Benchmark
  public @Nullable Object registerChecked() {
    return MessageCheck.check(Samples.parsed(register));
  }

  /** What a REGISTER's Authorization says. */
  @Benchmark
  public DigestCredentials credentials() throws DigestSyntaxException {
    return DigestCredentials.parse(authorization);
  }

  /** Where everything is in an INVITE with an offer. */
  @Benchmark
  public SipMessage invite() {
    return Samples.parsed(invite);
  }

  /** An INVITE, and whether everything in it is as it must be. */
  @Benchmark
  public @Nullable Object inviteChecked() {
    return MessageCheck.check(Samples.parsed(invite));
  }
}
