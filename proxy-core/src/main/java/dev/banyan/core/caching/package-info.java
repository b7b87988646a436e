/** What caches may do with an answer (RFC 9111, RFC 9213). */
@NullMarked
package dev.banyan.core.caching;

import org.jspecify.annotations.NullMarked;
