package dev.banyan.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The admin port. Immutable.
 *
 * @param listen where it listens
 * @param tokenFile the file with the secret of those who may change something; null if only this
 *     machine may
 */
public record AdminSpec(ListenSpec listen, @Nullable Path tokenFile) {}
