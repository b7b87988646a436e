package dev.banyan.server.demo.shop;

import dev.banyan.core.split.Side;
import dev.banyan.server.demo.shop.ShopStore.Order;
import java.util.List;

/**
 * What a shop answers to which request. The old shop and the new one do the same and say it a
 * little differently: prices in cents there, as decimal text here. Shared-safe.
 */
final class ShopApi {
  private static final String CATALOG = "/api/catalog";

  private final Side side;
  private final ShopStore store;

  ShopApi(Side side, ShopStore store) {
    this.side = side;
    this.store = store;
  }

  /**
   * Answers a request.
   *
   * @param argument the value of the query's only parameter; empty for none
   */
  ShopReply answer(String method, String path, String argument, String user) {
    return switch (method + " " + path) {
      case "GET /" -> ok(Json.object().text("shop", side == Side.NEW ? "Figs & Co" : "FIGS"));
      case "GET " + CATALOG -> ok(products(Product.ALL));
      case "GET /api/search" -> ok(products(Product.search(argument)));
      case "GET /api/checkout" -> ok(cart(store.cart(user)));
      case "POST /api/checkout/items" -> addItem(argument, user);
      case "POST /api/checkout" -> checkOut(user);
      case "GET /api/orders" -> ok(orders(user));
      case "GET /api/account" -> ok(Json.object().text("user", user));
      default ->
          path.startsWith(CATALOG + "/") && method.equals("GET") ? product(path) : notFound();
    };
  }

  private ShopReply product(String path) {
    return Product.of(number(path.substring(CATALOG.length() + 1)))
        .map(found -> ok(product(found)))
        .orElseGet(ShopApi::notFound);
  }

  private ShopReply addItem(String product, String user) {
    return Product.of(number(product))
        .map(found -> new ShopReply(201, cart(store.add(user, found)).toString()))
        .orElseGet(ShopApi::notFound);
  }

  private ShopReply checkOut(String user) {
    return store
        .checkOut(user)
        .map(order -> new ShopReply(201, order(order).toString()))
        .orElseGet(() -> new ShopReply(409, error("the cart is empty")));
  }

  private Json product(Product product) {
    Json json = Json.object().number("id", product.id()).text("name", product.name());
    return price(json, product.cents());
  }

  private Json products(List<Product> found) {
    List<String> all = found.stream().map(each -> product(each).toString()).toList();
    return Json.object().number("count", all.size()).raw("products", Json.array(all));
  }

  private Json cart(List<Product> items) {
    Json json = Json.object().raw("items", Json.array(names(items)));
    return price(json, items.stream().mapToInt(Product::cents).sum());
  }

  private Json orders(String user) {
    List<String> all = store.orders(user).stream().map(each -> order(each).toString()).toList();
    return Json.object().raw("orders", Json.array(all));
  }

  private Json order(Order order) {
    return price(
        Json.object().number("number", order.number()).number("items", order.items()),
        order.cents());
  }

  private Json price(Json json, int cents) {
    return side == Side.LEGACY
        ? json.number("price_cents", cents)
        : json.text("price", String.format("%d.%02d EUR", cents / 100, cents % 100));
  }

  private static List<String> names(List<Product> items) {
    return items.stream().map(each -> Json.string(each.name())).toList();
  }

  private static ShopReply ok(Json json) {
    return new ShopReply(200, json.toString());
  }

  private static ShopReply notFound() {
    return new ShopReply(404, error("there is no such thing"));
  }

  static String error(String message) {
    return Json.object().text("error", message).toString();
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
  }
}
