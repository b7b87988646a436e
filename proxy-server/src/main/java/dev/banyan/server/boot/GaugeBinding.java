package dev.banyan.server.boot;

import dev.banyan.core.http.HeadViolation;
import dev.banyan.server.exchange.ReplayBudget;
import dev.banyan.server.listen.ClientLimit;
import dev.banyan.server.listen.ListenMeters;
import dev.banyan.server.names.Names;
import dev.banyan.server.telemetry.Gauges;
import dev.banyan.server.transport.DirectMemory;
import java.util.function.LongSupplier;

/** Shows what is bounded beside its bound: connections and kept bodies. Stateless. */
final class GaugeBinding {
  private GaugeBinding() {}

  static void bind(Gauges gauges, Banyan banyan) {
    ListenMeters listen = banyan.clients().meters();
    memory(gauges, banyan);
    gauges.counter(
        "banyan_accept_pauses",
        "Times that a port stopped accepting for a moment, since files or memory had run out.",
        banyan.clients()::acceptPauses);
    gauges.gauge(
        "banyan_client_connections", "Client connections that are open.", listen::connections);
    gauges.counter(
        "banyan_client_connections_accepted", "Client connections so far.", listen::accepted);
    gauges.counter(
        "banyan_client_connections_refused",
        "Client connections turned away, with a 503 or without, at limits.connections.",
        () -> listen.hits(ClientLimit.CONNECTIONS));
    gauges.gauge(
        "banyan_client_connections_max", "Bound on client connections.", banyan::maxConnections);
    gauges.counter(
        "banyan_client_timeouts",
        "Clients that were too slow with a request.",
        () -> listen.hits(ClientLimit.HEADER_TIMEOUT) + listen.hits(ClientLimit.BODY_TIMEOUT));
    bindLimits(gauges, listen);
    for (HeadViolation violation : HeadViolation.values()) {
      gauges.counter(
          "banyan_bad_requests",
          "Requests refused because they can't be read in one way only.",
          () -> listen.refusedFor(violation),
          "reason",
          violation.label());
    }
    Names names = banyan.names();
    lookUps(gauges, names::found, "ok");
    lookUps(gauges, names::unknown, "unknown");
    lookUps(gauges, names::failed, "failed");
    bindReplay(gauges, banyan.replay());
  }

  private static void bindLimits(Gauges gauges, ListenMeters listen) {
    for (ClientLimit limit : ClientLimit.values()) {
      gauges.counter(
          "banyan_client_limit_hits",
          "Clients that came up against a bound, by its key in limits; head-memory is"
              + " banyan_client_head_bytes_max, answer-memory banyan_client_answer_bytes_max.",
          () -> listen.hits(limit),
          "limit",
          limit.key());
    }
    gauges.gauge(
        "banyan_client_farewells",
        "Clients that are being told that they are too many.",
        listen::farewells);
    gauges.gauge(
        "banyan_client_farewells_max",
        "Bound on clients that are told so at one time; others are closed without a word.",
        () -> ListenMeters.MOST_FAREWELLS);
    gauges.gauge(
        "banyan_client_head_bytes",
        "Memory of request heads that are unfinished, or above 4 KiB and not answered yet.",
        listen::headBytes);
    gauges.gauge(
        "banyan_client_head_bytes_max",
        "Bound on the memory of all such request heads.",
        listen::maxHeadBytes);
    gauges.gauge(
        "banyan_client_answer_bytes",
        "Memory of answers, and of requests behind them, that wait for their clients to take more.",
        listen::answerBytes);
    gauges.gauge(
        "banyan_client_answer_bytes_max",
        "Bound on that memory; beyond it the clients that took least for longest are reset.",
        listen::maxAnswerBytes);
  }

  private static void bindReplay(Gauges gauges, ReplayBudget replay) {
    gauges.gauge("banyan_replay_bytes", "Request bodies kept for a fallback.", replay::usedBytes);
    gauges.gauge(
        "banyan_replay_bytes_max",
        "Bound on all request bodies kept for a fallback.",
        replay::maxBytes);
  }

  private static void lookUps(Gauges gauges, LongSupplier count, String result) {
    gauges.counter(
        "banyan_name_lookups",
        "Look-ups of names of backends: ok, unknown if there is no address, failed if no name"
            + " server has answered.",
        count,
        "result",
        result);
  }

  private static void memory(Gauges gauges, Banyan banyan) {
    gauges.gauge(
        "banyan_direct_memory_bytes",
        "Memory outside the heap that buffers take, with what is kept for the next ones.",
        DirectMemory::usedBytes);
    gauges.gauge(
        "banyan_direct_memory_bytes_max",
        "Bound on the memory outside the heap that buffers take.",
        DirectMemory::maxBytes);
    gauges.counter(
        "banyan_direct_memory_failures",
        "Requests refused and connections closed because that bound was met.",
        banyan.memory()::failures);
  }
}
