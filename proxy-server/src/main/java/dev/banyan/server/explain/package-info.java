/** Explanations of requests: by the table that is served, as text and as JSON. */
@NullMarked
package dev.banyan.server.explain;

import org.jspecify.annotations.NullMarked;
