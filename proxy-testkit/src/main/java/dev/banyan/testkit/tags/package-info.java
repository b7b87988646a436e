/**
 * Tests that do not run everywhere or always carry a tag; this package decides which tags run and
 * prints it.
 *
 * <p>The JUnit Platform finds it by itself in every module that has the testkit on its test class
 * path.
 */
@NullMarked
package dev.banyan.testkit.tags;

import org.jspecify.annotations.NullMarked;
