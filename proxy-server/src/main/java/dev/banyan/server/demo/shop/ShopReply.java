package dev.banyan.server.demo.shop;

/**
 * What a shop says to a request. Immutable.
 *
 * @param body JSON
 */
record ShopReply(int status, String body) {}
