/** Event loops, native transport and timers. */
@NullMarked
package dev.banyan.server.transport;

import org.jspecify.annotations.NullMarked;
