package dev.banyan.server.admin;

/**
 * How long a whole request to the admin port may take to come, idle time included.
 *
 * @param firstMillis the first one of a connection
 * @param nextMillis each later one: those who ask again and again keep their connection
 */
record AdminPatience(long firstMillis, long nextMillis) {}
