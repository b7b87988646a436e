package dev.banyan.core.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.core.answer.ErrorPages;
import dev.banyan.core.answer.OwnAnswer;
import dev.banyan.core.forward.Template.Place;
import dev.banyan.core.http.Ascii;
import dev.banyan.core.http.HeadLimits;
import dev.banyan.core.http.HeadParser;
import dev.banyan.core.http.HeaderEdits;
import dev.banyan.core.http.Heads;
import dev.banyan.core.http.RequestHead;
import dev.banyan.core.http.ResponseHead;
import dev.banyan.core.http.Trailers;
import dev.banyan.core.routing.PathPattern;
import dev.banyan.core.split.Side;
import dev.banyan.core.split.SideOverride;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route adds to the passage of its requests. */
class RoutePassageTest {
  private static final PathPattern PATH = PathPattern.parse("/t/{id}/**");
  private static final RequestId ID = RequestId.minted(1, 2);

  private static FieldEdit set(String name, String value) {
    return new FieldEdit.Set(name, Template.parse(value, Place.FIELD, PATH));
  }

  private static Passage passage(RequestHead head, RouteActions actions) {
    Peer peer = new Peer(new byte[] {10, 0, 0, 1}, true, 8443);
    ClientOrigin origin = ClientOrigin.of(head, peer, TrustedProxies.NONE);
    return new Passage(
            head,
            peer,
            origin,
            ID,
            new ForwardingSpec(TrustedProxies.NONE, Via.OFF),
            ErrorPages.STANDARD)
        .along("tenants", actions);
  }

  private static String text(byte[] bytes) {
    return Ascii.string(bytes, 0, bytes.length);
  }

  @Test
  void everyVariableHasItsValue() {
    FieldRules rules =
        FieldRules.of(
            List.of(
                set("A", "{client-ip} {request-id} {host} {scheme} {method}"),
                set("B", "{path} {query} {route} {side} {id} {**}")));
    RouteActions actions = RouteActions.builder().fields(rules, rules).build();
    RequestHead head = Heads.of("PUT", "shop.example:8443", "/t/7/x?a=b");
    Passage passage = passage(head, actions);

    String first = "A: 10.0.0.1 " + ID + " shop.example https PUT\r\n";
    String second = "B: /t/7/x a=b tenants %s 7 x\r\n";
    assertTrue(
        text(passage.request(Side.NEW, null).addedLines())
            .endsWith(first + second.formatted("new")));
    assertTrue(
        text(passage
                .response(Heads.response("HTTP/1.1 200 OK\n"), Side.LEGACY, BackendAddresses.NONE)
                .build()
                .addedLines())
            .endsWith(first + second.formatted("legacy")));
    assertTrue(text(passage.own().build().addedLines()).endsWith(first + second.formatted("none")));
  }

  @Test
  void eachSideHasItsTarget() {
    RouteActions actions =
        RouteActions.builder().rewrite(null, PathRewrite.template("/v2/{id}?", PATH)).build();
    Passage passage = passage(Heads.get("a", "/t/7/x?a=b"), actions);

    assertNull(passage.request(Side.LEGACY, null).target());
    assertEquals("/v2/7", text(passage.request(Side.NEW, null).target()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strip /t              | /t/7/x        | /7/y           | /t/7/y
          strip /t              | /t/7/x        | /t/7/y         | /t/7/y
          strip /t              | /t/../t/7     | /7/y           | /t/7/y
          strip /t/{id}         | /t/7/x        | /y?z           | /t/7/y?z
          strip /t/{id}         | /t/caf%c3%a9/x | /y            | /t/caf%C3%A9/y
          replace /t /v2        | /t/7/x        | /v2/7/y        | /t/7/y
          replace /t /v2        | /t/7/x        | /v2            | /t
          replace /t /v2        | /t/7/x        | /v21/7         | /v21/7
          replace / /v2         | /t/7/x        | /v2/t/8        | /t/8
          template /v2/{id}     | /t/7/x        | /v2/8          | /v2/8
          strip /t              | /t/7/x        | https://o.example/7 | https://o.example/7
          """)
  void aReferenceOfTheBackendLeadsBackToItsPath(
      String rewrite, String target, String location, String expected) {
    Forwarding forwarding = Forwarding.rewriting(PATH.text(), rewrite);
    Passage passage = passage(Heads.get("a", target), forwarding.actions());
    ResponseHead answer = Heads.response("HTTP/1.1 302 Found\nLocation: " + location + "\n");

    HeaderEdits edits = passage.response(answer, Side.NEW, BackendAddresses.NONE).build();

    byte[] value = edits.replacement(0);
    assertEquals(expected, value == null ? location : text(value));
  }

  @Test
  void aRouteThatDoesNothingCostsNothing() {
    RequestHead head = Heads.get("a", "/t/7/..;/8");
    Passage passage = passage(head, RouteActions.NONE);

    assertSame(passage, passage.along("other", RouteActions.NONE));
    assertTrue(passage.agreed());
    assertNull(passage.request(Side.NEW, null).target());
  }

  @Test
  void aPathThatServersReadDifferentlyIsNotAgreedOn() {
    RouteActions actions =
        RouteActions.builder()
            .fields(FieldRules.of(List.of(set("A", "{id}"))), FieldRules.NONE)
            .build();

    assertTrue(passage(Heads.get("a", "/t/7/x"), actions).agreed());
    assertFalse(passage(Heads.get("a", "/t/7/../8/x"), actions).agreed());
  }

  @Test
  void aRemovedCookieDoesNotComeBackForTheSakeOfAnOverride() {
    FieldRules rules = FieldRules.of(List.of(new FieldEdit.Remove("cookie")));
    RouteActions actions = RouteActions.builder().fields(rules, FieldRules.NONE).build();
    RequestHead head = Heads.get("a", "/t/7", "Cookie: a=b; side=new", "X-Side: new");
    SideOverride override = new SideOverride("X-Side", "side", List.of());

    HeaderEdits edits = passage(head, actions).request(Side.NEW, override);

    assertTrue(edits.removes(head, 1));
    assertTrue(edits.removes(head, 2));
    assertFalse(text(edits.addedLines()).contains("Cookie"));
  }

  @Test
  void whatIsLeftOutOrSetDoesNotComeAsATrailer() {
    FieldRules rules = FieldRules.of(List.of(new FieldEdit.Remove("X-Debug"), set("X-A", "1")));
    RouteActions actions = RouteActions.builder().fields(rules, rules).build();
    RequestHead head = Heads.get("a", "/t/7");
    byte[] bytes = Ascii.bytes("x_debug: 1\r\nX-Sum: 2\r\nX-a: 3\r\n\r\n");
    HeadParser parser = new HeadParser(HeadLimits.DEFAULT);
    Trailers trailers = Objects.requireNonNull(parser.parseTrailers(bytes, bytes.length, head));

    Passage passage = passage(head, actions);

    assertEquals("X-Sum: 2\r\n", text(passage.trailers(trailers, null).lines()));
    assertEquals("X-Sum: 2\r\n", text(passage.trailers(trailers).lines()));
    assertSame(trailers, passage(head, RouteActions.NONE).trailers(trailers));
  }

  @Test
  void anErrorLosesTheFieldsThatTheRouteLeavesOut() {
    FieldRules rules = FieldRules.of(List.of(set("Cache-Control", "max-age=1")));
    RouteActions actions = RouteActions.builder().fields(FieldRules.NONE, rules).build();
    RequestHead head = Heads.get("a", "/t/7");

    OwnAnswer error = passage(head, actions).error(502);

    assertTrue(
        text(passage(head, RouteActions.NONE).error(502).fields()).contains("Cache-Control"));
    assertFalse(text(error.fields()).contains("Cache-Control"));
  }

  @Test
  void aFixedStatusHasThePageOfItsError() {
    RequestHead head = Heads.get("a", "/t/7");
    Passage passage = passage(head, RouteActions.NONE);

    assertEquals(
        text(passage.error(410).body()), text(passage.answer(FixedResponse.of(410)).body()));
    assertEquals(0, passage.answer(FixedResponse.of(200)).body().length);
    assertEquals(
        "hé",
        new String(
            passage.answer(FixedResponse.of(404, "text/plain", "hé")).body(),
            StandardCharsets.UTF_8));
  }
}
