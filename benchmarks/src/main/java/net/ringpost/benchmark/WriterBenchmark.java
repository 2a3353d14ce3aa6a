// SPDX-License-Identifier: Apache-2.0
package net.ringpost.benchmark;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message to bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriterBenchmark {
  private static final String VIA = "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK8a3f;rport";

  private final SipMessage invite = Samples.parsed(Samples.invite());
  private final SipRequest register = (SipRequest) Samples.parsed(Samples.register());

  /** An INVITE as it was received. */
  @Benchmark
  public byte[] untouched() {
    return MessageWriter.toBytes(invite, Framing.DATAGRAM);
  }

  /** An INVITE with what a proxy changes. */
  @Benchmark
  public byte[] forwarded() {
    Headers changed =
        invite
            .headers()
            .edit()
            .prepend(HeaderName.VIA, VIA)
            .set(HeaderName.MAX_FORWARDS, "69")
            .build();
    return MessageWriter.toBytes(((SipRequest) invite).withHeaders(changed), Framing.DATAGRAM);
  }

  /** The answer to a REGISTER. */
  @Benchmark
  public byte[] answer() {
    SipResponse ok = SipResponse.to(register, Status.OK, null, "8a3f");
    return MessageWriter.toBytes(ok, Framing.DATAGRAM);
  }
}
