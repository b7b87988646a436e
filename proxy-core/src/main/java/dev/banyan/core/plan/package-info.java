/** Puts matching and splitting together into the plan of one exchange. */
@NullMarked
package dev.banyan.core.plan;

import org.jspecify.annotations.NullMarked;
