/** What is changed of a message on its way through, and what it says of where it comes from. */
@NullMarked
package dev.banyan.core.forward;

import org.jspecify.annotations.NullMarked;
