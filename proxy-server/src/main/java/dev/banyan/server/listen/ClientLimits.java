package dev.banyan.server.listen;

import dev.banyan.core.http.HeadLimits;

/**
 * How much a client may ask for, and how long it may take. Immutable.
 *
 * @param head bounds on a request's head
 * @param headerNanos longest time from a head's first byte to its last
 * @param bodyNanos longest pause between two bytes of a request's body
 * @param idleNanos longest pause between two requests
 * @param writeNanos longest time in which a client takes no byte of its answer
 * @param halfCloseNanos how long an answer is awaited once the client has sent a FIN
 */
public record ClientLimits(
    HeadLimits head,
    long headerNanos,
    long bodyNanos,
    long idleNanos,
    long writeNanos,
    long halfCloseNanos) {}
