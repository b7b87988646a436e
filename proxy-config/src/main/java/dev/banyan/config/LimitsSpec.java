package dev.banyan.config;

import dev.banyan.core.http.HeadLimits;
import java.time.Duration;

/**
 * How much a client may ask for, and how long it may take. Immutable.
 *
 * @param headerTimeout longest wait for a request head, from its first byte to its last
 * @param bodyTimeout longest pause between two bytes of a request body
 * @param idleTimeout how long a connection without a request is kept
 * @param writeTimeout how long a client may take no byte of its answer
 * @param halfClose how long an answer is awaited for a client that has closed its sending side
 * @param head bounds on a request head
 * @param bodyBytes longest request body, unless the route says otherwise
 * @param connections most client connections; 0 for what the descriptor limit carries
 */
public record LimitsSpec(
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration writeTimeout,
    Duration halfClose,
    HeadLimits head,
    long bodyBytes,
    int connections) {}
