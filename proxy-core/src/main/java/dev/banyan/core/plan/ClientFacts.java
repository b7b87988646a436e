package dev.banyan.core.plan;

/**
 * What a decision needs to know of the client beside the head. Immutable.
 *
 * @param address the client's address, resolved: 4 or 16 bytes in network order, or empty if
 *     unknown; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record ClientFacts(byte[] address) {}
