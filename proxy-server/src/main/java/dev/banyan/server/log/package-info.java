/** Lines of text on their way to a file or a stream, and the application's own log. */
@NullMarked
package dev.banyan.server.log;

import org.jspecify.annotations.NullMarked;
