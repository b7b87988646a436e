/** Live backends: endpoints, connections and pools per event loop. */
@NullMarked
package dev.banyan.server.backend;

import org.jspecify.annotations.NullMarked;
