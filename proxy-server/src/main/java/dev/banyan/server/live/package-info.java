/** What is served right now: one reference, replaced whole, pinned per request. */
@NullMarked
package dev.banyan.server.live;

import org.jspecify.annotations.NullMarked;
