/** Matching of requests to routes; the most specific route wins. */
@NullMarked
package dev.banyan.core.routing;

import org.jspecify.annotations.NullMarked;
