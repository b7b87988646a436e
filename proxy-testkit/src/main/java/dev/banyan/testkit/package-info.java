/**
 * Origins and hostile clients for tests: plain sockets and threads, independent of the code under
 * test.
 *
 * <p>{@link dev.banyan.testkit.RawOrigin} is a backend that misbehaves on command, {@link
 * dev.banyan.testkit.RawClient} is a client that sends any bytes and reports exactly what came
 * back. Neither repairs, retries or forgives anything.
 *
 * <pre>{@code
 * Behavior flaky = Behaviors.onlyFor("POST", Failures.resetBeforeHead(), Answer.ok("hello"));
 * try (RawOrigin origin = RawOrigin.start("new", flaky);
 *     RawClient client = RawClient.connect(proxyPort)) {
 *   client.send("POST /orders HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 0\r\n\r\n");
 *   assertEquals(502, client.readResponse().status());
 *   assertEquals(1, origin.executions("POST"));
 * }
 * }</pre>
 */
@NullMarked
package dev.banyan.testkit;

import org.jspecify.annotations.NullMarked;
