package dev.banyan.core.forward;

/**
 * What one element of {@code Forwarded} says. Immutable.
 *
 * @param client the address behind {@code for}; not to be changed
 * @param proto the value of {@code proto}; empty for none
 * @param host the value of {@code host}; empty for none
 */
@SuppressWarnings("ArrayRecordComponent")
record ForwardedElement(byte[] client, String proto, String host) {}
