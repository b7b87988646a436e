package dev.banyan.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query for one name, and how it is answered (RFC 1035 section 4). Immutable. */
final class DnsMessage {
  static final int SERVFAIL = 2;
  static final int NXDOMAIN = 3;

  private static final int HEADER = 12;
  private static final int A = 1;
  private static final int CNAME = 5;
  private static final int AAAA = 28;
  private static final int IN = 1;

  /** A response, authoritative; recursion was asked for and is to be had. */
  private static final int RESPONSE = 0x8580;

  private static final int TRUNCATED = 0x0200;
  private static final int NAME_OF_QUESTION = 0xC000 | HEADER;

  private final byte[] query;
  private final String name;
  private final int questionEnd;

  DnsMessage(byte[] query) {
    this.query = query;
    List<String> labels = new ArrayList<>();
    int at = HEADER;
    while (query[at] != 0) {
      labels.add(new String(query, at + 1, query[at], StandardCharsets.US_ASCII));
      at += query[at] + 1;
    }
    this.name = String.join(".", labels);
    this.questionEnd = at + 5;
  }

  /** The name that is asked for, without a dot at its end. */
  String name() {
    return name;
  }

  private int type() {
    return query[questionEnd - 3] & 0xFF;
  }

  /** There is no answer, for this reason. */
  byte[] refusal(int code) {
    return write(RESPONSE | code, List.of());
  }

  /** There is more than fits in. */
  byte[] truncated() {
    return write(RESPONSE | TRUNCATED, List.of());
  }

  /** The addresses of {@code entry}, or those of what it is an alias of. */
  byte[] answer(DnsEntry entry, @Nullable DnsEntry target) {
    List<byte[]> records = new ArrayList<>();
    if (entry.alias() != null) {
      records.add(record(pointer(), CNAME, entry.ttlSeconds(), encoded(entry.alias())));
    }
    byte[] owner = entry.alias() == null ? pointer() : encoded(entry.alias());
    DnsEntry known = target == null ? entry : target;
    for (String literal : known.addresses()) {
      if (isAskedFor(literal)) {
        records.add(record(owner, type(), known.ttlSeconds(), octets(literal)));
      }
    }
    return write(RESPONSE, records);
  }

  /** Whether {@code entry} has an address of the kind that is asked for. */
  boolean hasAnswer(DnsEntry entry) {
    return entry.addresses().stream().anyMatch(this::isAskedFor);
  }

  private boolean isAskedFor(String literal) {
    return type() == (literal.indexOf(':') >= 0 ? AAAA : A);
  }

  private byte[] write(int flags, List<byte[]> records) {
    return bytes(out -> {
      out.write(query, 0, 2);
      out.writeShort(flags);
      out.writeShort(1);
      out.writeShort(records.size());
      out.writeInt(0);
      out.write(query, HEADER, questionEnd - HEADER);
      for (byte[] record : records) {
        out.write(record);
      }
    });
  }

  private static byte[] record(byte[] owner, int type, int ttl, byte[] content) {
    return bytes(out -> {
      out.write(owner);
      out.writeShort(type);
      out.writeShort(IN);
      out.writeInt(ttl);
      out.writeShort(content.length);
      out.write(content);
    });
  }

  private static byte[] pointer() {
    return bytes(out -> out.writeShort(NAME_OF_QUESTION));
  }

  private static byte[] encoded(String name) {
    return bytes(out -> {
      for (String label : name.split("\\.", -1)) {
        out.writeByte(label.length());
        out.writeBytes(label);
      }
      out.writeByte(0);
    });
  }

  private static byte[] octets(String literal) {
    try {
      return InetAddress.getByName(literal).getAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }
}
