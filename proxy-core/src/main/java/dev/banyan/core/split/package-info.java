/** Which side a request belongs to: shares, buckets and sticky values. */
@NullMarked
package dev.banyan.core.split;

import org.jspecify.annotations.NullMarked;
