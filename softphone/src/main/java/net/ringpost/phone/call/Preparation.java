// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.phone.account.PhoneDataFolder;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.Identity;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transport.TlsTrust;
import net.ringpost.sip.transport.TransportOptions;

/**
 * What is found out from the settings before a telephone starts, so that what is wrong with them is
 * said at once.
 *
 * @param bind the local address to use; empty for every one
 */
record Preparation(
    InetSocketAddress server,
    AudioFiles sounds,
    List<InetAddress> bind,
    List<AudioCodec> codecs,
    Identity identity,
    TransportOptions transport) {
  private static final String PRODUCT = "Ringpost/0.1";

  /**
   * Looks at the settings.
   *
   * @throws TelephoneException if something cannot be used: a sound file, the server's name, the
   *     folder
   * @throws IllegalArgumentException if a setting is none that exists; a sentence for people
   */
  static Preparation of(PhoneSettings settings) throws TelephoneException {
    List<AudioCodec> codecs = codecs(settings.codecs());
    AudioFiles sounds = AudioFiles.of(settings);
    Identity identity = identity(settings);
    List<InetAddress> bind = bind(settings);
    return new Preparation(
        ServerPath.lookUp(settings.server()),
        sounds,
        bind,
        codecs,
        identity,
        transport(settings, bind));
  }

  private static TransportOptions transport(PhoneSettings settings, List<InetAddress> bind) {
    TransportOptions options =
        bind.isEmpty() ? TransportOptions.everywhere() : TransportOptions.at(bind.getFirst());
    options = options.withTrust(new TlsTrust.Pinned(settings.data().resolve("servers")));
    // Over TLS everything goes through the server; otherwise others reach us directly too.
    return settings.server().transport() == TransportProtocol.TLS
        ? options
        : options.withUdpPort(0).withTcpPort(0);
  }

  private static List<InetAddress> bind(PhoneSettings settings) throws TelephoneException {
    if (settings.bind().isEmpty()) {
      return List.of();
    }
    String address = settings.bind().get();
    try {
      return List.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new TelephoneException("'" + address + "' (--bind) is no address of this machine", e);
    }
  }

  private static Identity identity(PhoneSettings settings) throws TelephoneException {
    Path data = settings.data();
    try {
      SipUri address = SipUri.of(false, settings.signIn().id(), settings.signIn().domain(), -1);
      return new Identity(address, null, PhoneDataFolder.instance(data), PRODUCT);
    } catch (IOException e) {
      throw new TelephoneException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    } catch (MalformedException e) {
      throw new TelephoneException(
          "'" + settings.signIn() + "' cannot be an address: check --id, --server and --domain", e);
    }
  }

  private static List<AudioCodec> codecs(List<String> names) {
    List<AudioCodec> codecs = new ArrayList<>();
    for (String name : names) {
      AudioCodec codec = null;
      for (AudioCodec c : AudioCodec.values()) {
        if (c.encodingName().equalsIgnoreCase(name.strip())) {
          codec = c;
        }
      }
      if (codec == null) {
        throw new IllegalArgumentException(
            "there is no codec '" + name + "': choose from opus, PCMU, PCMA");
      }
      codecs.add(codec);
    }
    return List.copyOf(codecs);
  }
}
