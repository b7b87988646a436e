/**
 * Origins and hostile clients for tests: plain sockets and threads, independent of the code under
 * test.
 *
 * <p>{@link dev.banyan.testkit.RawOrigin} is a backend that misbehaves on command, {@link
 * dev.banyan.testkit.RawClient} is a client that sends any bytes and reports exactly what came
 * back. Neither repairs, retries or forgives anything.
 */
@NullMarked
package dev.banyan.testkit;

import org.jspecify.annotations.NullMarked;
