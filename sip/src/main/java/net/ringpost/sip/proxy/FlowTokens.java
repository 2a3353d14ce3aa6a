// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the user part of our Record-Route addresses (RFC 5626 §5.1): the flow to one of
 * the two terminals of a dialog, and a code that only this server can make. Without it anybody
 * could have us send anything anywhere. Not for use by several threads.
 */
public final class FlowTokens {
  /**
   * Where a token leads.
   *
   * @param flow where the terminal was
   * @param account whose terminal it is, so that it is found again after it moved; 0 for a
   *     stranger's
   * @param call which entry of the call history the dialog belongs to, {@link #NO_CALL} for none:
   *     so that nothing has to be kept in memory while people talk
   * @param current whether the flow's connection, if it has one, can still be open: false once the
   *     server was started anew
   */
  public record Target(Flow flow, long account, UUID call, boolean current) {}

  /** Stands for no call. */
  public static final UUID NO_CALL = new UUID(0, 0);

  private static final int CODE_BYTES = 10;
  private static final int MAX_TOKEN = 128;

  /** A token holds a protocol's place in this list: only ever append. */
  private static final List<TransportProtocol> PROTOCOLS =
      List.of(
          TransportProtocol.UDP,
          TransportProtocol.TCP,
          TransportProtocol.TLS,
          TransportProtocol.WS,
          TransportProtocol.WSS);

  private final Mac mac;
  private final int start;

  /**
   * Makes and reads tokens with this key.
   *
   * @param key secret, at least 16 bytes, the same after a restart, so that running dialogs stay
   * @param start a number that is another one at each start: connections do not outlive it
   */
  public FlowTokens(byte[] key, int start) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    }
    this.start = start;
  }

  /** The token for a flow; letters, digits, {@code -} and {@code _}. */
  String make(Flow flow, long account, UUID call) {
    ByteBuffer out = ByteBuffer.allocate(MAX_TOKEN);
    out.put((byte) PROTOCOLS.indexOf(flow.protocol()));
    put(out, flow.remote());
    put(out, flow.local());
    out.putLong(account);
    out.putLong(call.getMostSignificantBits()).putLong(call.getLeastSignificantBits());
    if (flow.connection() != 0) {
      out.putInt(start).putLong(flow.connection());
    }
    out.put(code(out.array(), out.position()));
    byte[] all = Arrays.copyOf(out.array(), out.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** What the token stands for; null if it is none of ours. */
  @Nullable Target read(String token) {
    if (token.length() > 2 * MAX_TOKEN) {
      return null;
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(token);
      int length = all.length - CODE_BYTES;
      if (length < 1 || !MessageDigest.isEqual(code(all, length), tail(all, length))) {
        return null;
      }
      return target(ByteBuffer.wrap(all, 0, length));
    } catch (IllegalArgumentException | BufferUnderflowException | UnknownHostException e) {
      return null;
    }
  }

  private Target target(ByteBuffer in) throws UnknownHostException {
    TransportProtocol protocol = PROTOCOLS.get(in.get());
    InetSocketAddress remote = address(in);
    InetSocketAddress local = address(in);
    long account = in.getLong();
    UUID call = new UUID(in.getLong(), in.getLong());
    if (!in.hasRemaining()) {
      return new Target(new Flow(protocol, local, remote, 0), account, call, true);
    }
    boolean current = in.getInt() == start;
    return new Target(new Flow(protocol, local, remote, in.getLong()), account, call, current);
  }

  private byte[] code(byte[] of, int length) {
    mac.update(of, 0, length);
    return Arrays.copyOf(mac.doFinal(), CODE_BYTES);
  }

  private static byte[] tail(byte[] all, int from) {
    return Arrays.copyOfRange(all, from, all.length);
  }

  private static void put(ByteBuffer out, InetSocketAddress address) {
    byte[] ip = address.getAddress().getAddress();
    out.put((byte) ip.length).put(ip).putShort((short) address.getPort());
  }

  private static InetSocketAddress address(ByteBuffer in) throws UnknownHostException {
    byte[] ip = new byte[in.get()];
    in.get(ip);
    return new InetSocketAddress(InetAddress.getByAddress(ip), in.getShort() & 0xffff);
  }
}
