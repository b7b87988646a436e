/** Backends as data, and the choice of an endpoint. */
@NullMarked
package dev.banyan.core.backend;

import org.jspecify.annotations.NullMarked;
