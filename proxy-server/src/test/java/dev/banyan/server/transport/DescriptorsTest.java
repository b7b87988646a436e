package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
  @ParameterizedTest
  @CsvSource({
    // number, limit, kept back
    "927,   1024,  false",
    "928,   1024,  true",
    "1023,  1024,  true",
    "223,   256,   false",
    "224,   256,   true",
    "65439, 65536, false",
    "65440, 65536, true",
    "99999, -1,    false",
  })
  void theLastDescriptorsAreKeptBack(int number, long limit, boolean keptBack) {
    assertEquals(keptBack, Descriptors.keptBack(number, limit));
  }

  @ParameterizedTest
  @CsvSource({
    // limit of open files, MiB of heap, connections
    "65536, 1024, 20000",
    "1024,  1024, 412",
    "65536, 128,  16384",
    "65536, 64,   8192",
    "-1,    1024, 20000",
    "100,   1024, 1",
  })
  void connectionsFitIntoFilesAndHeap(long limit, long heapMib, int connections) {
    assertEquals(connections, Descriptors.carriedConnections(limit, heapMib << 20));
  }
}
