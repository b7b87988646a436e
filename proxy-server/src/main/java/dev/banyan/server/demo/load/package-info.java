/** The demo's users: what they do, what they see, and whether the promises allow it. */
@NullMarked
package dev.banyan.server.demo.load;

import org.jspecify.annotations.NullMarked;
