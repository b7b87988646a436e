package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:8080",
    "0.0.0.0, *:8080",
    "::, *:8080",
    "::1, [::1]:8080",
    "2001:db8:0:0::7, [2001:db8::7]:8080"
  })
  void isToldAsPeopleWriteIt(String host, String text) {
    assertEquals(text, ListenAddress.text(new InetSocketAddress(host, 8080)));
  }

  @Test
  void aNameThatStandsForNothingIsToldAsItIs() {
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("nowhere.invalid", 8080);
    assertEquals("nowhere.invalid:8080", ListenAddress.text(unknown));
  }
}
