// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.cli;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.device.WavFile;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.phone.account.Site;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.TransportProtocol;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the telephone's options may have for values; each says what would be right. */
final class PhoneOptionValues {
  private static final int LONGEST_ID = 128;

  private PhoneOptionValues() {}

  private static TypeConversionException wrong(String text, String why) {
    return new TypeConversionException("'" + text + "' " + why);
  }

  private static int number(String text, int from, int to, String unit) {
    try {
      int number = Integer.parseInt(text);
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      String what = text.matches("[-+]?\\d+") ? "is out of range" : "is no number";
      throw wrong(text, "%s: it must be %d to %d %s".formatted(what, from, to, unit));
    }
    throw wrong(text, "must be %d to %d %s".formatted(from, to, unit));
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      throw wrong(text, "is no name of a file or folder");
    }
    throw wrong(text, "is no name of a file or folder");
  }

  /** Where the directory server is. */
  static final class Server implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        String host = ServerAddress.parse(text, TransportProtocol.UDP).host();
        if (host.indexOf(':') < 0 || Host.isIpv6(host.replaceFirst("%.*", ""))) {
          return text;
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
      throw wrong(text, "is no server address: write HOST or HOST:PORT");
    }
  }

  /** An ID or a number, as a server may have given it. */
  static final class Id implements ITypeConverter<String> {
    /** What people write between the digits of a number. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 .()-]*");

    @Override
    public String convert(String text) {
      if (text.isBlank() || text.length() > LONGEST_ID) {
        throw wrong(text, "is no ID and no number");
      }
      if (text.indexOf('@') >= 0) {
        throw wrong(text, "is no ID and no number: what stands behind the @ is --domain");
      }
      if (!NUMBER.matcher(text).matches() && text.codePoints().anyMatch(Id::isUnfit)) {
        throw wrong(text, "is no ID and no number: it has a character that none has");
      }
      return text;
    }

    /** No server gives a name with these. */
    private static boolean isUnfit(int c) {
      return Character.isISOControl(c)
          || Character.isWhitespace(c)
          || Character.isSpaceChar(c)
          || ":\"<>\\".indexOf(c) >= 0;
    }
  }

  /** The domain of an address. */
  static final class Domain implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Host.isName(text) && !Host.isAddress(text)) {
        throw wrong(text, "is no domain: write one such as example.org");
      }
      return text;
    }
  }

  /** A file that is read. */
  static final class ReadableFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path(text);
      if (!Files.exists(path)) {
        throw wrong(text, "is not there");
      }
      if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
        throw wrong(text, "is no file that this user may read");
      }
      return path;
    }
  }

  /** A WAV file that is read. */
  static final class Wav implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = new ReadableFile().convert(text);
      try {
        if (WavFile.frames(path) > 0) {
          return path;
        }
      } catch (IOException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
      throw wrong(text, "holds no sound");
    }
  }

  /** A file that is written. */
  static final class WritableFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path(text).toAbsolutePath();
      Path folder = path.getParent();
      if (Files.isDirectory(path) || folder == null) {
        throw wrong(text, "is a folder, not a file");
      }
      if (!Files.isDirectory(folder)) {
        throw wrong(text, "lies in a folder that is not there");
      }
      if (!Files.isWritable(Files.exists(path) ? path : folder)) {
        throw wrong(text, "is no file that this user may write");
      }
      return path;
    }
  }

  /** A folder that is there or can be made. */
  static final class Folder implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path(text);
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw wrong(text, "is no folder");
      }
      Path above = path.toAbsolutePath();
      while (above != null && !Files.exists(above)) {
        above = above.getParent();
      }
      if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
        throw wrong(text, "is no folder that this user may write to");
      }
      return path;
    }
  }

  /** After how many milliseconds a call is answered. */
  static final class AnswerDelay implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 0, 600_000, "milliseconds");
    }
  }

  /** How long a registration lasts. */
  static final class Expires implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return number(text, 60, 86_400, "seconds");
    }
  }

  /** The name of a codec. */
  static final class Codec implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      for (AudioCodec codec : AudioCodec.values()) {
        if (codec.encodingName().equalsIgnoreCase(text.strip())) {
          return codec.encodingName();
        }
      }
      throw new TypeConversionException(
          "there is no codec '" + text + "': choose from opus, PCMU, PCMA");
    }
  }

  /** An address of this machine. */
  static final class OwnAddress implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      // What is all digits and dots is no name that anybody could be asked for.
      if (text.isBlank() || (text.matches("[0-9.]+") && !Host.isAddress(text))) {
        throw wrong(text, "is no address");
      }
      try {
        new DatagramSocket(new InetSocketAddress(InetAddress.getByName(text), 0)).close();
        return text;
      } catch (UnknownHostException e) {
        throw wrong(text, "is no address");
      } catch (SocketException e) {
        throw new TypeConversionException("This machine has no address " + text);
      }
    }
  }

  /** The address of a site. */
  static final class WebAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI address = new URI(text);
        String scheme = String.valueOf(address.getScheme());
        if (address.getHost() != null
            && address.getPort() <= 65535
            && address.getUserInfo() == null
            && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
          return safe(text, address);
        }
      } catch (URISyntaxException e) {
        throw wrong(text, "is no address of a site: write https://HOST/");
      }
      throw wrong(text, "is no address of a site: write https://HOST/");
    }

    /** The password goes there. */
    private static URI safe(String text, URI address) {
      if (!Site.isSafe(address)) {
        throw wrong(
            text,
            "would send your password over the network in clear: write https://… (http only for this"
                + " machine, as http://localhost:8080/)");
      }
      return address;
    }
  }
}
