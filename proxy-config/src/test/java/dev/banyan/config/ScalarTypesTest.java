package dev.banyan.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, sizes, percentages and the like: what is read, refused and proposed. */
class ScalarTypesTest {
  private static final Sizes SIZES = new Sizes(0, 1L << 40);

  @ParameterizedTest
  @CsvSource({"1ms, 1", "250ms, 250", "2s, 2000", "5m, 300000", "1h, 3600000", "24h, 86400000"})
  void durations(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), Durations.POSITIVE.read(text).value());
    assertEquals(text, Durations.format(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "5", "-5s", "+5s", "5 s", "5S", "5d", "0s", "25h", "1e3s", "٥s", "5s "})
  void noDurations(String text) {
    assertNull(Durations.POSITIVE.read(text).value());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5s",
    "5 s, 5s",
    "5S, 5s",
    "5sec, 5s",
    "5 minutes, 5m",
    "1.5s, 1500ms",
    "0.25, 250ms",
    "2.0s, 2s",
    "10MS, 10ms",
    "3hrs, 3h"
  })
  void meantDurations(String text, String meant) {
    assertEquals(meant, Durations.POSITIVE.read(text).meant());
    assertNotEquals(null, Durations.POSITIVE.read(meant).value());
  }

  @Test
  void aDurationOfZeroIsWrittenInSeconds() {
    assertEquals(Duration.ZERO, Durations.FROM_ZERO.read("0s").value());
    assertEquals("0s", Durations.format(Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({
    "0B, 0",
    "1B, 1",
    "64KiB, 65536",
    "10MiB, 10485760",
    "1GiB, 1073741824",
    "1024GiB, 1099511627776"
  })
  void sizes(String text, long bytes) {
    assertEquals(bytes, SIZES.read(text).value());
    assertEquals(text, Sizes.format(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "KiB", "1 KiB", "1kib", "1KB", "1.5MiB", "-1B", "1025GiB"})
  void noSizes(String text) {
    assertNull(SIZES.read(text).value());
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024B", "8KB, 8KiB", "8k, 8KiB", "10 MB, 10MiB", "1gb, 1GiB", "5bytes, 5B"})
  void meantSizes(String text, String meant) {
    assertEquals(meant, SIZES.read(text).meant());
    assertNotEquals(null, SIZES.read(meant).value());
  }

  @ParameterizedTest
  @CsvSource({
    "0%, 0",
    "0.01%, 1",
    "0.1%, 10",
    "0.10%, 10",
    "1%, 100",
    "12.5%, 1250",
    "12.34%, 1234",
    "99.99%, 9999",
    "100%, 10000",
    "010%, 1000"
  })
  void percentages(String text, int hundredths) {
    assertEquals(hundredths, Percentages.FROM_ZERO.read(text).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "%", "10", "10 %", "-1%", "100.01%", "0.001%", ".5%", "5.%", "1e1%", "10%%"})
  void noPercentages(String text) {
    assertNull(Percentages.FROM_ZERO.read(text).value());
  }

  @Test
  void everyStepOfAPercentageIsReadAsItIsWritten() {
    for (int hundredths = 0; hundredths <= 10_000; hundredths++) {
      String text = Percentages.format(hundredths);
      assertEquals(hundredths, Percentages.FROM_ZERO.read(text).value(), text);
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10%", "1.5, 1.5%", "10 %, 10%", "0.5 %, 0.5%"})
  void meantPercentages(String text, String meant) {
    assertEquals(meant, Percentages.FROM_ZERO.read(text).meant());
  }

  @Test
  void whatMayMeanTwoThingsIsNotGuessed() {
    assertNull(Percentages.FROM_ZERO.read("0.5").meant(), "a half, or half a percent");
    assertNull(Durations.POSITIVE.read("800").meant(), "milliseconds, or seconds");
    assertNull(Durations.POSITIVE.read("0").meant(), "0s is refused too");
    assertNull(Windows.INSTANCE.read("0").meant(), "0s is refused too");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "01", "1.0", "1_000", "1,000", "0x1", "11", "4294967297"})
  void noCountsFromZeroToTen(String text) {
    assertNull(Counts.of(0, 10).read(text).value());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "on, true", "false, false", "off, false"})
  void switches(String text, boolean value) {
    assertEquals(value, Switches.INSTANCE.read(text).value());
  }

  @ParameterizedTest
  @CsvSource({"yes, true", "no, false", "ture, true", "True, true", "OFF, off"})
  void meantSwitches(String text, String meant) {
    assertNull(Switches.INSTANCE.read(text).value());
    assertEquals(meant, Switches.INSTANCE.read(text).meant());
  }

  @ParameterizedTest
  @CsvSource({"500, 500, 500", "404, 404, 404", "5xx, 500, 599", "4XX, 400, 499"})
  void statuses(String text, int first, int last) {
    assertEquals(first, Statuses.INSTANCE.read(text).value().first());
    assertEquals(last, Statuses.INSTANCE.read(text).value().last());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "200", "3xx", "600", "5x", "50", "5000"})
  void noStatuses(String text) {
    assertNull(Statuses.INSTANCE.read(text).value());
  }
}
