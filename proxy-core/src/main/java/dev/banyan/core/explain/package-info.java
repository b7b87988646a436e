/** What a table makes of a request and why, in the words of the file. */
@NullMarked
package dev.banyan.core.explain;

import org.jspecify.annotations.NullMarked;
