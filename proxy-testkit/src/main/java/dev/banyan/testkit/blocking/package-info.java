/**
 * Calls that block an event loop.
 *
 * <p>A module turns the check on by naming {@link dev.banyan.testkit.blocking.BlockingRecording}
 * and {@link dev.banyan.testkit.blocking.BlockingCheck} as services in its test resources; then
 * every test class fails for the calls made while it ran. The JVM needs {@code
 * -XX:+AllowRedefinitionToAddDeleteMethods}.
 */
@NullMarked
package dev.banyan.testkit.blocking;

import org.jspecify.annotations.NullMarked;
