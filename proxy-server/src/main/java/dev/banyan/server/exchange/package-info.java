/** One request's life, from its head to the last byte of its answer. */
@NullMarked
package dev.banyan.server.exchange;

import org.jspecify.annotations.NullMarked;
