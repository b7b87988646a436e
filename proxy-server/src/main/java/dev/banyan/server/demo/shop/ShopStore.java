package dev.banyan.server.demo.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carts, orders and keyed answers. Both shops share one store, as two systems share a database
 * while one replaces the other. It keeps the newest only. Shared-safe.
 */
public final class ShopStore {
  private static final int MOST_USERS = 2_000;
  private static final int MOST_ITEMS = 20;
  private static final int MOST_ORDERS = 10;
  private static final int MOST_KEYS = 2_000;

  private final Map<String, Account> accounts = new Newest<>(MOST_USERS);
  private final Map<String, ShopReply> replies = new Newest<>(MOST_KEYS);

  private long orders = 1_000;

  /**
   * A placed order. Immutable.
   *
   * @param cents what it cost, in euro cents
   */
  public record Order(long number, int items, int cents) {}

  private static final class Account {
    private final List<Product> cart = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
  }

  /** What lies in a user's cart. */
  public synchronized List<Product> cart(String user) {
    return List.copyOf(account(user).cart);
  }

  /** Puts a product into a user's cart; a full cart loses its oldest. */
  public synchronized List<Product> add(String user, Product product) {
    List<Product> cart = account(user).cart;
    cart.add(product);
    keepNewest(cart, MOST_ITEMS);
    return List.copyOf(cart);
  }

  /** Makes an order of a user's cart and empties it; nothing if it is empty. */
  public synchronized Optional<Order> checkOut(String user) {
    Account account = account(user);
    if (account.cart.isEmpty()) {
      return Optional.empty();
    }
    int cents = account.cart.stream().mapToInt(Product::cents).sum();
    Order order = new Order(++orders, account.cart.size(), cents);
    account.cart.clear();
    account.orders.add(order);
    keepNewest(account.orders, MOST_ORDERS);
    return Optional.of(order);
  }

  /** A user's newest orders. */
  public synchronized List<Order> orders(String user) {
    return List.copyOf(account(user).orders);
  }

  /** The answer that a request with this {@code Idempotency-Key} got before, from either shop. */
  synchronized @Nullable ShopReply reply(String key) {
    return replies.get(key);
  }

  /** Keeps an answer for requests with the same key; an empty key is none. */
  synchronized void keep(String key, ShopReply reply) {
    if (!key.isEmpty()) {
      replies.put(key, reply);
    }
  }

  private Account account(String user) {
    return accounts.computeIfAbsent(user, any -> new Account());
  }

  private static void keepNewest(List<?> list, int most) {
    if (list.size() > most) {
      list.remove(0);
    }
  }
}
