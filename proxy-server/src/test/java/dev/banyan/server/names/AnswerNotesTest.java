package dev.banyan.server.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When addresses are told before a look-up has ended, by a clock of the test. */
class AnswerNotesTest {
  private static final DnsRecord[] NOTHING_ELSE = {};
  private static final EventLoop LOOP = new DefaultEventLoop();

  private final List<Long> delays = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final List<List<InetAddress>> told = new ArrayList<>();
  private final AnswerNotes notes =
      new AnswerNotes((task, millis) -> {
        tasks.add(task);
        delays.add(millis);
      });

  private void answer(String address) throws Exception {
    notes.cache("app.example", NOTHING_ELSE, address(address), 7, LOOP);
  }

  private static InetAddress address(String text) throws Exception {
    return InetAddress.getByName(text);
  }

  @Test
  void theFirstAddressBeginsTheDelayAndAllUntilThenAreTold() throws Exception {
    notes.awaitRest(50, told::add);
    assertEquals(List.of(), delays);
    answer("127.0.0.1");
    answer("127.0.0.2");
    answer("127.0.0.1");
    assertEquals(List.of(50L), delays);
    assertEquals(List.of(), told);
    tasks.get(0).run();
    assertEquals(List.of(List.of(address("127.0.0.1"), address("127.0.0.2"))), told);
  }

  @Test
  void whereAllAnswersComeWithinTheDelayNothingIsToldBeforeTheEnd() throws Exception {
    notes.awaitRest(50, told::add);
    answer("127.0.0.1");
    notes.end();
    tasks.get(0).run();
    assertEquals(List.of(), told);
  }

  @Test
  void whereNoAddressComesNothingIsTold() {
    notes.awaitRest(50, told::add);
    notes.cache("app.example", NOTHING_ELSE, new IllegalStateException("none"), LOOP);
    assertEquals(List.of(), tasks);
  }

  @Test
  void theShortestTimeToLiveIsNotedAliasesIncluded() throws Exception {
    assertEquals(Long.MAX_VALUE, notes.leastSeconds());
    answer("127.0.0.1");
    notes.cache("app.example", "real.example", 3, LOOP);
    assertEquals(3, notes.leastSeconds());
  }
}
