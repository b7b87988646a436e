/** Listeners and the client's side of HTTP/1.1. */
@NullMarked
package dev.banyan.server.listen;

import org.jspecify.annotations.NullMarked;
