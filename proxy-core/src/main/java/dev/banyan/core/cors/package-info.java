/** What an answer to a CORS preflight allows (Fetch standard, CORS protocol). */
@NullMarked
package dev.banyan.core.cors;

import org.jspecify.annotations.NullMarked;
