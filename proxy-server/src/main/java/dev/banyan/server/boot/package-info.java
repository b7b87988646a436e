/** The wiring of a running proxy. */
@NullMarked
package dev.banyan.server.boot;

import org.jspecify.annotations.NullMarked;
