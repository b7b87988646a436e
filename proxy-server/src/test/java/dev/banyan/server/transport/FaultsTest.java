package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(new IOException("Connection reset by peer"), false),
        Arguments.of(new SSLException("bad record"), false),
        Arguments.of(new DecoderException(new SSLException("bad record")), false),
        Arguments.of(new OutOfMemoryError("direct memory"), false),
        Arguments.of(new IllegalStateException("exchange: ended twice"), true),
        Arguments.of(new StackOverflowError(), true));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void whatPeersAndMemoryBringAboutIsNone(Throwable thrown, boolean fault) {
    assertEquals(fault, Faults.isOne(thrown), thrown::toString);
  }
}
