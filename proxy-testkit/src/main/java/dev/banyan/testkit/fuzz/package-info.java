/**
 * Fuzzing: a test class that implements {@link dev.banyan.testkit.fuzz.FuzzTests} checks every
 * input of its corpus, and damaged ones, in each build; in the nightly profile Jazzer looks for new
 * ones.
 */
@NullMarked
package dev.banyan.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
