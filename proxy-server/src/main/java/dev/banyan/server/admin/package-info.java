/** Metrics and health on a port and an event loop of their own. */
@NullMarked
package dev.banyan.server.admin;

import org.jspecify.annotations.NullMarked;
