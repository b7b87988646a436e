package dev.banyan.config.document;

/**
 * The URL of an endpoint, {@code http://host:port} or {@code https://host:port}. Immutable.
 *
 * @param secure whether it is https
 * @param host a name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record UrlDocument(boolean secure, String host, int port) {}
