package dev.banyan.config.document;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The size of a breaker's window: a number of calls, or a time. Immutable.
 *
 * @param calls 0 if it is a time
 * @param time null if it is a number of calls
 */
public record WindowDocument(int calls, @Nullable Duration time) {}
