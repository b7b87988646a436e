package dev.banyan.server.demo.shop;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a shop wants to know of a request. Immutable.
 *
 * @param id the load's number of it; -1 if it comes from somebody else
 * @param method the method, with GET for HEAD
 * @param argument the value of the query's first parameter; empty for none
 * @param user the shop's name for the user
 * @param key the {@code Idempotency-Key}; empty for none
 */
record ShopRequest(
    long id, String method, String path, String argument, String user, String key, boolean head) {
  /** The cookie with the shop's name for the user. */
  static final String USER_COOKIE = "shop_user";

  /** Reads it from a request. */
  static ShopRequest of(FullHttpRequest request) {
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    Iterator<List<String>> arguments = target.parameters().values().iterator();
    boolean head = request.method().equals(HttpMethod.HEAD);
    return new ShopRequest(
        id(request.headers().get(RequestLedger.REQUEST_ID)),
        head ? "GET" : request.method().name(),
        target.path(),
        arguments.hasNext() ? arguments.next().get(0) : "",
        user(request.headers().get(HttpHeaderNames.COOKIE, "")),
        request.headers().get("Idempotency-Key", ""),
        head);
  }

  /** Whether it may change something. */
  boolean write() {
    return !method.equals("GET") && !method.equals("OPTIONS");
  }

  private static long id(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String user(String cookies) {
    return ServerCookieDecoder.LAX.decode(cookies).stream()
        .filter(cookie -> cookie.name().equals(USER_COOKIE))
        .map(Cookie::value)
        .findFirst()
        .orElse("guest");
  }
}
