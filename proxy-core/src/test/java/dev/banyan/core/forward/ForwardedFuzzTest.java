package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.KnownField;
import dev.banyan.core.http.RequestHead;
import dev.banyan.testkit.fuzz.FuzzTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The client's address is the one that a naive reader finds in the fields of a trusted proxy; a
 * peer that is none gets its own; and what backends are told is one sound field of each name. An
 * input is the fields behind the Host of a head.
 */
class ForwardedFuzzTest implements FuzzTests {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String PAIR =
      "[ \\t]*(" + TOKEN + ")=(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\[\\x00-\\xff])*\")[ \\t]*";
  private static final Pattern ONE_PAIR = Pattern.compile(PAIR);
  private static final Pattern ELEMENT = Pattern.compile(PAIR + "(?:;" + PAIR + ")*");
  private static final TrustedProxies PROXIES =
      new TrustedProxies(
          List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("2001:db8::/32")));
  private static final Peer TRUSTED = new Peer(new byte[] {10, 0, 0, 1}, false, 8080);
  private static final Peer STRANGER = new Peer(new byte[] {(byte) 192, 0, 2, 1}, false, 8080);

  @Override
  public void check(byte[] input) {
    String fields = Ascii.string(input, 0, input.length);
    byte[] bytes = Ascii.bytes("GET / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n\r\n");
    RequestHead head = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    if (head == null) {
      return;
    }
    ClientOrigin strange = ClientOrigin.of(head, STRANGER, PROXIES);
    assertArrayEquals(STRANGER.address(), strange.address());
    assertEquals("http://a.example:80", shown(strange));
    checkWritten(head, STRANGER, strange);

    ClientOrigin trusted = ClientOrigin.of(head, TRUSTED, PROXIES);
    assertArrayEquals(naive(head), trusted.address());
    checkWritten(head, TRUSTED, trusted);
  }

  private static String shown(ClientOrigin origin) {
    return origin.scheme() + "://" + origin.host() + ":" + origin.port();
  }

  private static byte[] naive(RequestHead head) {
    List<Optional<byte[]>> hops =
        head.has(KnownField.X_FORWARDED_FOR) || !head.has(KnownField.FORWARDED)
            ? chain(head)
            : forwarded(head);
    byte[] client = TRUSTED.address();
    for (int i = hops.size() - 1; i >= Math.max(0, hops.size() - 32); i--) {
      if (!PROXIES.trusts(client) || hops.get(i).isEmpty()) {
        break;
      }
      client = hops.get(i).get();
    }
    return client;
  }

  private static List<Optional<byte[]>> chain(RequestHead head) {
    return values(head, KnownField.X_FORWARDED_FOR)
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(hop -> Optional.ofNullable(NodeAddress.read(hop.strip())))
        .toList();
  }

  private static List<Optional<byte[]>> forwarded(RequestHead head) {
    List<Optional<byte[]>> hops = new ArrayList<>();
    for (String value : values(head, KnownField.FORWARDED).toList()) {
      Matcher element = ELEMENT.matcher(value);
      int at = 0;
      while (true) {
        if (!element.region(at, value.length()).lookingAt()) {
          return List.of();
        }
        hops.add(Optional.ofNullable(NodeAddress.read(node(element.group()))));
        at = element.end() + 1;
        if (element.end() == value.length()) {
          break;
        }
        if (value.charAt(element.end()) != ',') {
          return List.of();
        }
      }
    }
    return hops;
  }

  /** The last value of {@code for}. */
  private static String node(String element) {
    String node = "";
    Matcher pair = ONE_PAIR.matcher(element);
    while (pair.find()) {
      if (pair.group(1).toLowerCase(Locale.ROOT).equals("for")) {
        String value = pair.group(2);
        node =
            value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("(?s)\\\\(.)", "$1")
                : value;
      }
    }
    return node;
  }

  private static Stream<String> values(RequestHead head, KnownField field) {
    return IntStream.range(0, head.fieldCount())
        .filter(i -> head.is(i, field))
        .mapToObj(head::value);
  }

  private static void checkWritten(RequestHead head, Peer peer, ClientOrigin origin) {
    HeaderEdits.Builder builder = HeaderEdits.builder();
    ForwardedFields.write(builder, head, peer, origin);
    HeaderEdits edits = builder.build();
    byte[] lines = edits.addedLines();
    byte[] bytes =
        Ascii.bytes(
            "GET / HTTP/1.1\r\nHost: a\r\n" + Ascii.string(lines, 0, lines.length) + "\r\n");
    RequestHead told = new HeadParser(HeadLimits.DEFAULT).parseRequest(bytes, bytes.length);
    assertNotNull(told, () -> Ascii.string(lines, 0, lines.length));
    for (KnownField field :
        List.of(
            KnownField.X_FORWARDED_FOR,
            KnownField.X_FORWARDED_PROTO,
            KnownField.X_FORWARDED_HOST,
            KnownField.X_FORWARDED_PORT,
            KnownField.FORWARDED)) {
      assertEquals(1, values(told, field).count(), field.fieldName());
      IntStream.range(0, head.fieldCount())
          .filter(i -> head.is(i, field))
          .forEach(i -> assertEquals(true, edits.removes(head, i), field.fieldName()));
    }
    String chain = told.first(KnownField.X_FORWARDED_FOR);
    assertNotNull(chain);
    assertEquals(peer.text(), chain.substring(chain.lastIndexOf(' ') + 1));
  }
}
