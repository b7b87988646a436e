package dev.banyan.server.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to run the demo. Immutable.
 *
 * @param table the route table to show; its addresses are replaced
 * @param port where the proxy listens; null for the table's port, or a free one if that is taken
 * @param adminPort the same of the admin port
 * @param faultPort where new is broken and mended; 0 for a free port
 * @param length how long it runs, breaking and mending new by itself; null to run until told
 * @param perSecond how many requests the load sends
 * @param users how many users there are
 * @param seed what the users do follows from it
 */
public record DemoOptions(
    Path table,
    @Nullable Integer port,
    @Nullable Integer adminPort,
    int faultPort,
    @Nullable Duration length,
    int perSecond,
    int users,
    long seed) {}
