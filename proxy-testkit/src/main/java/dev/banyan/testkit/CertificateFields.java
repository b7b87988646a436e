package dev.banyan.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** Writes certificates (RFC 5280 section 4.1) in DER. Stateless. */
final class CertificateFields {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int OCTETS = 0x04;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int VERSION = 0xA0;
  private static final int EXTENSIONS = 0xA3;
  private static final int DNS_NAME = 0x82;
  private static final int IP_ADDRESS = 0x87;
  private static final byte[] VERSION_3 = hex("020102");
  private static final byte[] ECDSA_WITH_SHA256 = hex("300a06082a8648ce3d040302");
  private static final byte[] ALTERNATIVE_NAME = hex("0603551d11");

  /** Critical: it is an authority. */
  private static final byte[] AUTHORITY = hex("300f0603551d130101ff040530030101ff");

  /** Critical: it is no authority. */
  private static final byte[] NO_AUTHORITY = hex("300c0603551d130101ff04023000");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private CertificateFields() {}

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** What is signed; {@code validity} is its begin and its end. */
  static byte[] all(
      long serial,
      X500Principal issuer,
      Instant[] validity,
      X500Principal subject,
      byte[] publicKey,
      byte[] extensions) {
    return value(
        SEQUENCE,
        value(VERSION, VERSION_3),
        value(INTEGER, BigInteger.valueOf(serial).toByteArray()),
        ECDSA_WITH_SHA256,
        issuer.getEncoded(),
        value(SEQUENCE, time(validity[0]), time(validity[1])),
        subject.getEncoded(),
        publicKey,
        value(EXTENSIONS, value(SEQUENCE, extensions)));
  }

  /** The certificate. */
  static byte[] signed(byte[] fields, byte[] signature) {
    return value(SEQUENCE, fields, ECDSA_WITH_SHA256, value(BITS, new byte[1], signature));
  }

  /** The extensions of an authority. */
  static byte[] ofAuthority() {
    return AUTHORITY;
  }

  /** The extensions of a host with these names and literal addresses. */
  static byte[] ofHost(String... names) {
    if (names.length == 0) {
      return NO_AUTHORITY;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      all.writeBytes(isAddress(name) ? value(IP_ADDRESS, address(name)) : dnsName(name));
    }
    byte[] list = value(SEQUENCE, all.toByteArray());
    return value(SEQUENCE, ALTERNATIVE_NAME, value(OCTETS, list));
  }

  private static boolean isAddress(String name) {
    return name.matches("[0-9.]+");
  }

  private static byte[] dnsName(String name) {
    return value(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] address(String name) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (String part : name.split("\\.", -1)) {
      octets.write(Integer.parseInt(part));
    }
    return octets.toByteArray();
  }

  private static byte[] time(Instant instant) {
    return value(GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >>> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }
}
