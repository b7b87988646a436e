/** Buffers that were never released: every test class fails for those it leaves behind. */
@NullMarked
package dev.banyan.testkit.leak;

import org.jspecify.annotations.NullMarked;
