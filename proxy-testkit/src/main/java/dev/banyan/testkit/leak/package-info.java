/**
 * Resources that Netty counts references of and that were never released.
 *
 * <p>A module turns the check on by naming {@link dev.banyan.testkit.leak.LeakRecording} and {@link
 * dev.banyan.testkit.leak.LeakCheck} as services in its test resources; then every test class fails
 * for what it left behind.
 */
@NullMarked
package dev.banyan.testkit.leak;

import org.jspecify.annotations.NullMarked;
