/** What a decision may see of a message: heads as bytes with an index, framing rules, edits. */
@NullMarked
package dev.banyan.core.http;

import org.jspecify.annotations.NullMarked;
