package dev.banyan.server.demo.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.banyan.server.demo.shop.RequestLedger.Visit;
import dev.banyan.testkit.Await;
import dev.banyan.testkit.Ending;
import dev.banyan.testkit.RawClient;
import dev.banyan.testkit.RawResponse;
import dev.banyan.testkit.ReadTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopServerTest {
  private static final long SLOW_MILLIS = 300;
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RequestLedger ledger = new RequestLedger();
  private final FaultSwitch faults = new FaultSwitch();
  private EventLoopGroup loop;
  private ShopServer legacy;
  private ShopServer fresh;
  private long lastId;

  @BeforeEach
  void start() {
    loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ShopStore store = new ShopStore();
    legacy = ShopServer.legacy(loop.next(), store, ledger, 0);
    fresh = ShopServer.fresh(loop.next(), store, ledger, faults, SLOW_MILLIS, 0);
  }

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void bothShopsSellTheSameInTheirOwnWords() {
    RawResponse old = get(legacy, "/api/catalog/1");
    RawResponse young = get(fresh, "/api/catalog/1");

    assertEquals("{\"id\": 1, \"name\": \"Trowel\", \"price_cents\": 1290}\n", old.text());
    assertEquals("{\"id\": 1, \"name\": \"Trowel\", \"price\": \"12.90 EUR\"}\n", young.text());
    assertEquals("legacy", old.header("X-Served-By"));
    assertEquals("new", young.header("X-Served-By"));
    assertEquals(404, get(legacy, "/api/catalog/99").status());
    assertTrue(get(fresh, "/api/search?q=seeds").text().startsWith("{\"count\": 2, "));
  }

  @Test
  void aCartFilledInOneShopIsPaidInTheOther() {
    assertEquals(409, send(legacy, "POST", "/api/checkout", "").status());
    assertEquals(201, send(legacy, "POST", "/api/checkout/items?product=1", "").status());
    assertEquals(201, send(fresh, "POST", "/api/checkout/items?product=5", "").status());
    assertTrue(get(fresh, "/api/checkout").text().contains("\"27.90 EUR\""));

    RawResponse order = send(fresh, "POST", "/api/checkout", "");

    assertEquals(201, order.status());
    assertTrue(get(legacy, "/api/orders").text().contains("\"price_cents\": 2790"));
    assertTrue(get(legacy, "/api/checkout").text().contains("\"items\": []"));
  }

  @Test
  void aKeyedRequestIsExecutedOnce() {
    send(legacy, "POST", "/api/checkout/items?product=1", "");

    RawResponse first = send(fresh, "POST", "/api/checkout", "Idempotency-Key: k1\r\n");
    RawResponse second = send(legacy, "POST", "/api/checkout", "Idempotency-Key: k1\r\n");

    assertEquals(201, first.status());
    assertEquals(first.text(), second.text());
    assertEquals(1, ledger.visit(lastId - 1).executions());
    assertEquals(0, ledger.visit(lastId).executions());
  }

  @Test
  void errorsAreAnswersAndExecuteNothing() {
    faults.set(Fault.ERRORS);

    assertEquals(500, get(fresh, "/api/catalog").status());
    assertEquals(500, send(fresh, "POST", "/api/checkout", "").status());
    assertEquals(200, get(legacy, "/api/catalog").status());
    assertEquals(Treatment.FAILED, ledger.visit(lastId - 1).atNew());
    assertEquals(0, ledger.visit(lastId - 1).executions());
  }

  @Test
  void failingWritesLeaveReadsAlone() {
    faults.set(Fault.WRITES);

    assertEquals(200, get(fresh, "/api/catalog").status());
    assertEquals(500, send(fresh, "POST", "/api/checkout", "").status());
  }

  @Test
  void aHangingShopExecutesAndSaysNothing() {
    faults.set(Fault.HANG);

    try (RawClient client = client(fresh).timeout(Duration.ofMillis(200))) {
      client.send(request("POST", "/api/checkout/items?product=1", ""));
      assertThrows(ReadTimeoutException.class, client::readResponse);
    }
    Visit silent = new Visit(Treatment.SILENT, 0, 1);
    Await.until("executed", SOON, () -> silent.equals(withoutTime(ledger.visit(lastId))));
  }

  @Test
  void aSlowShopAnswersInItsTime() {
    faults.set(Fault.SLOW);

    assertEquals(200, get(fresh, "/api/catalog").status());
    long took = ledger.visit(lastId).headNanos();
    assertTrue(took >= Duration.ofMillis(SLOW_MILLIS).toNanos(), () -> "nanos: " + took);
  }

  @Test
  void resetAndGarbageAreNoAnswers() {
    faults.set(Fault.RESET);
    try (RawClient client = client(fresh)) {
      client.send(request("GET", "/api/catalog", ""));
      assertEquals(Ending.RESET, client.awaitClosed(SOON));
    }
    assertEquals(Treatment.RESET, ledger.visit(lastId).atNew());

    faults.set(Fault.GARBAGE);
    try (RawClient client = client(fresh)) {
      client.send(request("GET", "/api/catalog", ""));
      assertFalse(client.readUntilClose().bytes().text().startsWith("HTTP"));
    }
    assertEquals(Treatment.INVALID, ledger.visit(lastId).atNew());
  }

  @Test
  void aCutAnswerHasItsHeadAndHalfItsBody() {
    faults.set(Fault.CUT);

    RawResponse cut = get(fresh, "/api/catalog/1");

    assertEquals(200, cut.status());
    assertFalse(cut.complete());
    assertEquals("new", cut.header("X-Served-By"));
    assertEquals(Treatment.CUT, ledger.visit(lastId).atNew());
  }

  @Test
  void aRefusingShopCutsItsConnectionsAndComesBackOnTheSamePort() {
    try (RawClient client = client(fresh)) {
      client.send(request("GET", "/api/catalog", ""));
      assertEquals(200, client.readResponse().status());
      faults.set(Fault.REFUSE);
      assertEquals(Ending.RESET, client.awaitClosed(SOON));
    }
    assertTrue(fresh.refusedNanos() != Long.MIN_VALUE);
    assertThrows(UncheckedIOException.class, () -> client(fresh).close());

    faults.set(null);
    Await.until("the shop is back", SOON, this::isBack);
    assertEquals(200, get(fresh, "/api/catalog").status());
  }

  private boolean isBack() {
    try (RawClient client = client(fresh)) {
      return client.localPort() > 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private RawResponse get(ShopServer shop, String target) {
    return send(shop, "GET", target, "");
  }

  private RawResponse send(ShopServer shop, String method, String target, String fields) {
    try (RawClient client = client(shop)) {
      client.send(request(method, target, fields));
      return client.readResponse();
    }
  }

  private static RawClient client(ShopServer shop) {
    return RawClient.connect(shop.address().getPort());
  }

  private String request(String method, String target, String fields) {
    return "%s %s HTTP/1.1\r\nHost: shop\r\nCookie: shop_user=u1\r\n%s: %d\r\n%s\r\n"
        .formatted(method, target, RequestLedger.REQUEST_ID, ++lastId, fields);
  }

  private static Visit withoutTime(Visit visit) {
    return new Visit(visit.atNew(), 0, visit.executions());
  }
}
