package dev.banyan.server.demo.shop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that both shops sell. Immutable.
 *
 * @param id from 1
 * @param cents the price in euro cents
 */
public record Product(int id, String name, int cents) {
  /** Everything there is to buy. */
  public static final List<Product> ALL =
      List.of(
          new Product(1, "Trowel", 1290),
          new Product(2, "Watering can", 2450),
          new Product(3, "Pruning shears", 3190),
          new Product(4, "Fig tree", 4900),
          new Product(5, "Terracotta pot", 1500),
          new Product(6, "Potting soil, 20 l", 890),
          new Product(7, "Garden gloves", 1190),
          new Product(8, "Tomato seeds", 350),
          new Product(9, "Basil seeds", 290),
          new Product(10, "Bamboo canes", 640),
          new Product(11, "Garden hose, 15 m", 2990),
          new Product(12, "Wheelbarrow", 8900));

  /** The product with this number, if there is one. */
  public static Optional<Product> of(int id) {
    return id >= 1 && id <= ALL.size() ? Optional.of(ALL.get(id - 1)) : Optional.empty();
  }

  /** The products whose names contain a word, in any case. */
  public static List<Product> search(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(each -> each.name.toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }
}
