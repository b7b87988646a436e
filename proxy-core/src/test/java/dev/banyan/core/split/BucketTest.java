package dev.banyan.core.split;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets are the same for ever: the values are those of another implementation of the hash. */
class BucketTest {

  @ParameterizedTest
  @CsvSource({
    "'', alice, 357",
    "'', bob, 4921",
    "'', 0123456789abcdef0123456789abcdef, 9305",
    "orders, alice, 3454",
    "'', 192.0.2.7, 1834",
    "'', 2001:db8:1:2::/64, 2217",
    "'', zo\u00eb, 7510",
    "'', '', 7055",
    "salt, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        + "xxxxxxxxxxxx, 6261",
  })
  void goldenValues(String salt, String value, int bucket) {
    assertEquals(bucket, StickyValue.of(value).bucket(salt));
  }

  @Test
  void onlyTheRangeIsHashed() {
    byte[] bytes = "Cookie: id=alice; x=y".getBytes(StandardCharsets.US_ASCII);

    assertEquals(357, Bucket.of("", bytes, 11, 16));
  }

  @Test
  void bitsAreUnsigned() {
    assertEquals(0, Bucket.of(0));
    assertEquals(9_999, Bucket.of(19_999));
    assertEquals(1_615, Bucket.of(-1), "18446744073709551615");
    assertEquals(5_808, Bucket.of(Long.MIN_VALUE), "9223372036854775808");
  }
}
