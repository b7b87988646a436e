/** The only writer of what is served: reloads, on one thread. */
@NullMarked
package dev.banyan.server.control;

import org.jspecify.annotations.NullMarked;
