/** Reading files that others write: never more than there may be, never one that has no end. */
@NullMarked
package dev.banyan.config.file;

import org.jspecify.annotations.NullMarked;
