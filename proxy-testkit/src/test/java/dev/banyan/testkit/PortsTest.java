package dev.banyan.testkit;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PortsTest {
  @Test
  void aRefusingPortRefuses() {
    try (DeadPort port = DeadPort.refusing()) {
      for (int i = 0; i < 20; i++) {
        assertThrows(ConnectException.class, () -> connect(port.port(), 5_000));
      }
    }
  }

  @Test
  void aSilentPortLetsConnectingTimeOut() {
    try (DeadPort port = DeadPort.silent()) {
      for (int i = 0; i < 3; i++) {
        assertThrows(SocketTimeoutException.class, () -> connect(port.port(), 200));
      }
    }
  }

  @Test
  void aFreePortCanBeBound() throws IOException {
    int port = FreePort.pick();
    assertTrue(port > 0);
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(RawOrigin.loopback(), port));
      assertNotEquals(port, FreePort.pick());
    }
  }

  @Test
  void aNameServerStartsWhoeverHasPortsForDatagrams() throws IOException {
    List<DatagramSocket> others = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        others.add(new DatagramSocket(new InetSocketAddress(RawOrigin.loopback(), 0)));
      }
      for (int i = 0; i < 200; i++) {
        DnsServer.start().close();
      }
    } finally {
      others.forEach(DatagramSocket::close);
    }
  }

  private static void connect(int port, int timeoutMillis) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(RawOrigin.loopback(), port), timeoutMillis);
    }
  }
}
