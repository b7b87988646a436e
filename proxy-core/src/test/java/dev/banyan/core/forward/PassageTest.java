package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.http.AddressBlock;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.HopByHop;
import dev.banyan.core.http.IpAddress;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines a request and its answer gain and lose on their way. */
class PassageTest {
  private static final TrustedProxies PROXIES =
      new TrustedProxies(List.of(AddressBlock.parse("10.0.0.0/8"), AddressBlock.parse("fd00::/8")));
  private static final RequestId ID = RequestId.minted(0xabL, 0xcdL);
  private static final String ID_LINE = "X-Request-ID: 00000000000000ab00000000000000cd";

  private static HeaderEdits request(String peer, RequestHead head) {
    return passage(peer, head, Via.DEFAULT).request(Side.LEGACY, null);
  }

  private static Passage passage(String peer, RequestHead head, Via via) {
    return passage(peer, head, new ForwardingSpec(PROXIES, via));
  }

  private static Passage passage(String peer, RequestHead head, ForwardingSpec forwarding) {
    Peer from = new Peer(Objects.requireNonNull(IpAddress.parse(peer)), false, 8080);
    return new Passage(
        head, from, ClientOrigin.of(head, from, PROXIES), ID, forwarding, ErrorPages.STANDARD);
  }

  private static List<String> lines(HeaderEdits edits) {
    byte[] lines = edits.addedLines();
    return List.of(Ascii.string(lines, 0, lines.length).split("\r\n"));
  }

  @Test
  void aStrangersRequestSaysWhatTheSocketShows() {
    RequestHead head =
        Heads.get(
            "shop.example:81",
            "/",
            "X-Forwarded-For: 1.1.1.1",
            "Forwarded: for=1.1.1.1",
            "x-forwarded-proto: https",
            "X-Forwarded-Host: evil.example",
            "X-FORWARDED-PORT: 1",
            "X-Request-ID: forged",
            "X-Other: 1");
    HeaderEdits edits = request("192.0.2.9", head);

    assertEquals(
        List.of(
            "X-Forwarded-For: 192.0.2.9",
            "X-Forwarded-Proto: http",
            "X-Forwarded-Port: 81",
            "X-Forwarded-Host: shop.example:81",
            "Forwarded: for=192.0.2.9;host=\"shop.example:81\";proto=http",
            "Via: 1.1 banyan",
            ID_LINE),
        lines(edits));
    for (int i = 1; i <= 6; i++) {
      assertTrue(edits.removes(head, i), head.name(i));
    }
    assertFalse(edits.removes(head, 0), "Host");
    assertFalse(edits.removes(head, 7), "X-Other");
  }

  @Test
  void onlyATrustedPeerMaySayWhatElseApplicationsBelieve() {
    RequestHead head =
        Heads.get(
            "a",
            "/",
            "X-Real-IP: 10.0.0.1",
            "X-Forwarded-Ssl: on",
            "x-forwarded-prefix: /admin",
            "X-Forwarded-Server: inner");
    HeaderEdits ofStranger = request("192.0.2.9", head);
    HeaderEdits ofTrusted = request("10.1.1.1", head);

    for (int i = 1; i <= 4; i++) {
      assertTrue(ofStranger.removes(head, i), head.name(i));
      assertFalse(ofTrusted.removes(head, i), head.name(i));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-Scheme",
        "X-Forwarded-Proto-Version",
        "X-Forwarded",
        "X_Forwarded_Scheme",
        "x-forwarded_ssl",
        "X-Client-IP",
        "X_CLIENT-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Fastly-Client-IP",
        "X-Cluster-Client-IP",
        "X-Original-Forwarded-For",
        "X-Original-Host",
        "X-Envoy-External-Address",
        "Client-IP",
        "Client-Cert",
        "X-ARR-ClientCert",
        "Front-End-Https"
      })
  void whatOnlyProxiesKnowOfAClientIsBelievedOfATrustedPeerAlone(String name) {
    RequestHead head = Heads.get("a", "/", name + ": 10.0.0.1", "X-Forward: 1", "X-Client: 1");
    HeaderEdits ofStranger = request("192.0.2.9", head);

    assertTrue(ofStranger.removes(head, 1));
    assertFalse(request("10.1.1.1", head).removes(head, 1));
    assertFalse(HopByHop.endsHere(head, 1));
    assertFalse(ofStranger.removes(head, 2), "X-Forward");
    assertFalse(ofStranger.removes(head, 3), "X-Client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Original-URL",
        "x-rewrite-url",
        "X_Original_URL",
        "X-Rewrite_URL",
        "X-Original-URI"
      })
  void whatApplicationsTakeForTheUrlIsLeftOutWhoeverSaysIt(String name) {
    RequestHead head = Heads.get("a", "/", name + ": /admin");

    assertTrue(request("192.0.2.9", head).removes(head, 1));
    assertTrue(request("10.1.1.1", head).removes(head, 1));
    ForwardingSpec kept = new ForwardingSpec(PROXIES, Via.OFF, false);
    assertFalse(passage("192.0.2.9", head, kept).request(Side.NEW, null).removes(head, 1));
  }

  @Test
  void anIpv6AddressIsWrittenAsEachFieldWantsIt() {
    List<String> lines = lines(request("2001:db8::9", Heads.get("a", "/")));

    assertEquals("X-Forwarded-For: 2001:db8::9", lines.get(0));
    assertEquals("Forwarded: for=\"[2001:db8::9]\";host=\"a\";proto=http", lines.get(4));
  }

  @Test
  void aTrustedPeerIsAppendedToItsChain() {
    RequestHead head =
        Heads.get(
            "inner.example",
            "/",
            "X-Forwarded-For: 203.0.113.5",
            "X-Forwarded-For: 192.0.2.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: www.example");

    assertEquals(
        List.of(
            "X-Forwarded-For: 203.0.113.5, 192.0.2.1, 10.1.1.1",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 443",
            "X-Forwarded-Host: www.example",
            "Forwarded: for=192.0.2.1;host=\"www.example\";proto=https, for=10.1.1.1",
            "Via: 1.1 banyan",
            ID_LINE),
        lines(request("10.1.1.1", head)));
  }

  @Test
  void aTrustedPeerThatSaysForwardedIsAppendedThere() {
    RequestHead head =
        Heads.get("a", "/", "Forwarded: for=192.0.2.1;proto=https", "Forwarded: for=10.2.2.2");
    List<String> lines = lines(request("fd00::1", head));

    assertEquals("X-Forwarded-For: fd00::1", lines.get(0));
    assertEquals("X-Forwarded-Proto: https", lines.get(1));
    assertEquals(
        "Forwarded: for=192.0.2.1;proto=https, for=10.2.2.2, for=\"[fd00::1]\"", lines.get(4));
  }

  @Test
  void withoutAHostNoneIsTold() {
    List<String> lines = lines(request("192.0.2.9", Heads.request("GET / HTTP/1.0\n")));

    assertEquals("X-Forwarded-Port: 8080", lines.get(2));
    assertEquals("Forwarded: for=192.0.2.9;proto=http", lines.get(3));
    assertEquals("Via: 1.0 banyan", lines.get(4));
  }

  @Test
  void trailersAreWelcomeAtTheBackendIfTheyAreAtTheClient() {
    RequestHead head = Heads.get("a", "/", "TE: gzip;q=0.5, Trailers", "Connection: TE");
    List<String> lines = lines(request("192.0.2.9", head));

    assertEquals(List.of("TE: trailers", "Connection: TE"), lines.subList(7, 9));
    assertEquals(7, lines(request("192.0.2.9", Heads.get("a", "/", "TE: gzip"))).size());
  }

  @Test
  void optionsMayBePassedOnOnceLess() {
    RequestHead options = Heads.of("OPTIONS", "a", "/", "Max-Forwards: 10");
    HeaderEdits edits = request("192.0.2.9", options);

    assertTrue(edits.removes(options, 1));
    assertEquals("Max-Forwards: 9", lines(edits).get(7));
    RequestHead get = Heads.get("a", "/", "Max-Forwards: 10");
    assertFalse(request("192.0.2.9", get).removes(get, 1), "has no meaning for GET");
  }

  @Test
  void viaCanBeLeftOut() {
    List<String> lines =
        lines(passage("192.0.2.9", Heads.get("a", "/"), Via.OFF).request(Side.LEGACY, null));

    assertTrue(lines.stream().noneMatch(line -> line.startsWith("Via:")), lines::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          X-Side: new              | -                         | 1     | -
          x-side:                  | Cookie: a=b               | 1     | -
          X-Sides: new             | Cookie: a=b; Side=new     | -     | -
          Cookie: side=new         | Cookie: a=b               | 1,2   | Cookie: a=b
          Cookie: a=b; side=x; c=d | X-A: 1                    | 1     | Cookie: a=b; c=d
          Cookie: a=b              | cookie: c=d;side=new; e=f | 1,2   | Cookie: a=b~Cookie: c=d; e=f
          X-Side: new              | Cookie: side=             | 1,2   | -
          Connection: cookie       | Cookie: a=b; side=new     | 2     | Cookie: a=b
          """)
  void whatChoosesASideGoesNoFurther(
      String first, String second, String removed, @Nullable String left) {
    String[] fields = second == null ? new String[] {first} : new String[] {first, second};
    RequestHead head = Heads.get("a", "/", fields);
    SideOverride override = new SideOverride("X-Side", "side", List.of());
    HeaderEdits edits = passage("192.0.2.9", head, Via.OFF).request(Side.LEGACY, override);

    String gone =
        IntStream.range(0, head.fieldCount())
            .filter(i -> edits.removes(head, i))
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    assertEquals(removed == null ? "" : removed, gone);
    String cookies =
        lines(edits).stream()
            .filter(line -> line.startsWith("Cookie"))
            .collect(Collectors.joining("~"));
    assertEquals(left == null ? "" : left, cookies);
  }

  @Test
  void whatChoosesASideGoesNoFurtherAsATrailerEither() {
    byte[] bytes = Ascii.bytes("X-A: 1\r\nx-side: new\r\nX-B: 2\r\n\r\n");
    RequestHead head = Heads.get("a", "/");
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    Trailers trailers = Objects.requireNonNull(parser.parseTrailers(bytes, bytes.length, head));
    Passage passage = passage("192.0.2.9", head, Via.DEFAULT);
    SideOverride override = new SideOverride("X-Side", null, List.of());

    byte[] left = passage.trailers(trailers, override).lines();

    assertEquals("X-A: 1\r\nX-B: 2\r\n", Ascii.string(left, 0, left.length));
    assertSame(trailers, passage.trailers(trailers, null));
    assertSame(trailers, passage.trailers(trailers, new SideOverride("X-C", "x-a", List.of())));
  }

  @Test
  void everyAnswerCarriesTheIdOfTheRequestAndNoOther() {
    Passage passage = passage("192.0.2.9", Heads.get("a", "/"), Via.DEFAULT);
    ResponseHead answer = Heads.response("HTTP/1.1 200 OK\nX-Request-Id: theirs\nX-A: 1\n");
    HeaderEdits edits = passage.response(answer, Side.LEGACY, BackendAddresses.NONE).build();

    assertEquals(List.of(ID_LINE), lines(edits));
    assertTrue(edits.removes(answer, 0));
    assertFalse(edits.removes(answer, 1));
    assertEquals(List.of(ID_LINE), lines(passage.own().build()));
  }
}
