package dev.banyan.server.demo.load;

import dev.banyan.core.http.HttpMethod;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A user with a browser: looks around, searches, fills a cart, now and then buys. Keeps the cookies
 * that it is given. Confined to the load's event loop.
 */
final class Shopper {
  private static final int MOST_COOKIES = 8;
  private static final String[] WORDS = {"seeds", "pot", "garden", "fig", "can", "l"};

  private final String name;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private boolean busy;

  Shopper(int number) {
    name = "u" + number;
    cookies.put("shop_user", name);
  }

  /**
   * A method and a target.
   *
   * @param keyed whether the request carries an {@code Idempotency-Key}: paying does
   */
  record Step(HttpMethod method, String target, boolean keyed) {
    /** The target without its query. */
    String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }
  }

  /** Whether a request of this user is on its way. */
  boolean busy() {
    return busy;
  }

  /** Notes that a request leaves. */
  void begin() {
    busy = true;
  }

  /** Notes how it ended. */
  void end(Outcome outcome) {
    busy = false;
    outcome.cookies().forEach(this::keep);
  }

  /** What the user does next. */
  Step next(SplittableRandom random) {
    int draw = random.nextInt(100);
    int product = 1 + random.nextInt(12);
    if (draw < 30) {
      return read("/api/catalog/" + product);
    } else if (draw < 42) {
      return read("/api/catalog");
    } else if (draw < 50) {
      return read("/api/search?q=" + WORDS[product % WORDS.length]);
    } else if (draw < 62) {
      return read("/api/checkout");
    } else if (draw < 76) {
      return new Step(HttpMethod.POST, "/api/checkout/items?product=" + product, false);
    } else if (draw < 82) {
      return new Step(HttpMethod.POST, "/api/checkout", true);
    } else if (draw < 96) {
      return read("/api/orders");
    }
    return read("/api/account");
  }

  private static Step read(String target) {
    return new Step(HttpMethod.GET, target, false);
  }

  /** The {@code Cookie} field. */
  String cookies() {
    return cookies.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String setCookie) {
    Cookie cookie = ClientCookieDecoder.LAX.decode(setCookie);
    if (cookie != null && (cookies.containsKey(cookie.name()) || cookies.size() < MOST_COOKIES)) {
      cookies.put(cookie.name(), cookie.value());
    }
  }
}
