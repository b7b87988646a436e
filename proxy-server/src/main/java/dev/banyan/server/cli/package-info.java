/** The {@code banyan} command: what it is told, and what it tells. */
@NullMarked
package dev.banyan.server.cli;

import org.jspecify.annotations.NullMarked;
