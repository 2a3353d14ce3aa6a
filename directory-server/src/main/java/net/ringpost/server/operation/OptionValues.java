// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.proxy.TrustedPeers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What options may have for values that are no numbers; each says what would be right. */
final class OptionValues {
  private static final int LONGEST = 128;

  private OptionValues() {}

  private static TypeConversionException wrong(String text, String why) {
    return new TypeConversionException("'" + text + "' " + why);
  }

  private static Path path(String text) {
    try {
      if (text.isBlank()) {
        throw wrong(text, "is no name of a file or folder");
      }
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(text, "is no name of a file or folder");
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
      return path;
    }
  }

  /** A file that can be read. */
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

  /** The name of a file. */
  static final class FileName implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      Path path = path(text);
      if (Files.isDirectory(path)) {
        throw wrong(text, "is a folder, not a file");
      }
      return path;
    }
  }

  /** An address at which this machine can listen. */
  static final class OwnAddress implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String text) throws IOException {
      // What is all digits and dots is no name that anybody could be asked for.
      if (text.isBlank() || (text.matches("[0-9.]+") && !Host.isAddress(text))) {
        throw wrong(text, "is no address");
      }
      try {
        InetAddress address = InetAddress.getByName(text);
        new DatagramSocket(new InetSocketAddress(address, 0)).close();
        return address;
      } catch (UnknownHostException e) {
        throw wrong(text, "is no address");
      } catch (SocketException e) {
        throw wrong(text, "is no address of this machine");
      }
    }
  }

  /** A name or address in members' addresses. */
  static final class Domain implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (text.length() > 253 || (!Host.isName(text) && !Host.isAddress(text))) {
        throw wrong(text, "is no domain: write one such as example.org");
      }
      return text;
    }
  }

  /** A range of addresses. */
  static final class Cidr implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        var unused = new TrustedPeers(List.of(text));
        return text;
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The address of a database. */
  static final class DatabaseUrl implements ITypeConverter<String> {
    private static final Pattern FORM =
        Pattern.compile("jdbc:(mysql|mariadb)://[^/?#\\s]+/[^/?#\\s]+(\\?\\S*)?");

    @Override
    public String convert(String text) {
      if (!FORM.matcher(text).matches()) {
        throw wrong(text, "is no address of a database: write jdbc:mysql://HOST:3306/NAME");
      }
      return text;
    }
  }

  /** A name of one line that can stand between quotation marks. */
  static final class Text implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("[^\\p{Cntrl}\"\\\\]*");

    @Override
    public String convert(String text) {
      if (text.isBlank() || text.length() > LONGEST || !FORM.matcher(text).matches()) {
        throw wrong(text, "must be 1 to 128 characters, without quotation marks and backslashes");
      }
      return text;
    }
  }
}
