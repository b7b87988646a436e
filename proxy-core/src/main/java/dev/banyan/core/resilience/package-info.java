/** Outcomes of attempts, the breaker around new, and what may follow a failure. */
@NullMarked
package dev.banyan.core.resilience;

import org.jspecify.annotations.NullMarked;
