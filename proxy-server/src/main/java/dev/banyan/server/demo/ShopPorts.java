package dev.banyan.server.demo;

/**
 * Where the shops listen on loopback; 0 stands for a free port. Immutable.
 *
 * @param legacy of the old shop
 * @param fresh of the new one
 * @param faults where the new one is broken and mended
 */
public record ShopPorts(int legacy, int fresh, int faults) {}
