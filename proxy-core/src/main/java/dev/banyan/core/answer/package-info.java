/** The answers that Banyan itself gives, in place of a backend's. */
@NullMarked
package dev.banyan.core.answer;

import org.jspecify.annotations.NullMarked;
