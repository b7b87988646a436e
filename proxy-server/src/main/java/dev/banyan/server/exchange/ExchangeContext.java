package dev.banyan.server.exchange;

import dev.banyan.server.telemetry.ExchangeObserver;
import dev.banyan.server.transport.Timers;

/**
 * What all exchanges of an event loop share. Confined to the loop.
 *
 * @param timers the loop's clock
 * @param replay bounds all kept bodies together
 * @param observer is told of each exchange at its end
 */
public record ExchangeContext(Timers timers, ReplayBudget replay, ExchangeObserver observer) {}
