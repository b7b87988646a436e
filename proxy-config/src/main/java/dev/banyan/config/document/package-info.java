/**
 * The route table as it is written: records one to one with the YAML, every value with its place.
 * They hold what a reader could make out; a value that is absent or unreadable is null.
 */
@NullMarked
package dev.banyan.config.document;

import org.jspecify.annotations.NullMarked;
