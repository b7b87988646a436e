/**
 * Turns the text of a route table into the data that decisions are made by.
 *
 * <p>A table is read (text to records of {@code document}), validated (do the records agree with
 * each other?) and compiled (records to the types of the core). Each step gathers all its problems.
 */
@NullMarked
package dev.banyan.config;

import org.jspecify.annotations.NullMarked;
