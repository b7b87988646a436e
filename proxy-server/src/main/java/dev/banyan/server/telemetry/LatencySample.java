package dev.banyan.server.telemetry;

import dev.banyan.core.forward.RequestId;

/**
 * One exchange that a histogram names as an example. Immutable.
 *
 * @param id what the exchange goes by
 * @param nanos the latency that was counted of it
 * @param atNanos when, on the loops' clock
 * @param wallMillis when, in milliseconds since 1970 UTC
 */
record LatencySample(RequestId id, long nanos, long atNanos, long wallMillis) {}
