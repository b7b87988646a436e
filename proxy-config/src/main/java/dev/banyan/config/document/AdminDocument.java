package dev.banyan.config.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code admin} as written. Immutable.
 *
 * @param off whether it says {@code off}
 * @param hosts the names by which its pages may be asked for; none if absent
 * @param tokenFile the path of the file with the secret
 */
public record AdminDocument(
    Span span,
    boolean off,
    @Nullable Located<String> host,
    @Nullable Located<Integer> port,
    List<Located<String>> hosts,
    @Nullable Located<String> tokenFile) {}
