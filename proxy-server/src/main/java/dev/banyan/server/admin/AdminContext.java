package dev.banyan.server.admin;

import dev.banyan.core.explain.AskedRequest;
import dev.banyan.core.explain.Explanation;
import dev.banyan.server.log.ApplicationLog;
import dev.banyan.server.telemetry.Telemetry;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the admin port shows and may change. Shared-safe.
 *
 * @param telemetry the metrics
 * @param readiness whether traffic may come
 * @param log the application's log; it gives null where this process has none of its own
 * @param writes who may change something
 * @param hosts by which names pages may be asked for
 * @param explainer explains requests by the table that is served
 */
public record AdminContext(
    Telemetry telemetry,
    Readiness readiness,
    Supplier<@Nullable ApplicationLog> log,
    WriteAccess writes,
    AdminHosts hosts,
    Function<AskedRequest, Explanation> explainer) {}
