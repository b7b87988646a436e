package dev.banyan.config.document;

/**
 * The URL of an endpoint, {@code http://host:port}. Immutable.
 *
 * @param host a name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record UrlDocument(String host, int port) {}
