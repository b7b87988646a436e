package dev.banyan.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
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
