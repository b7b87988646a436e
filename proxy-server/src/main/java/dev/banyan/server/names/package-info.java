/** What names of hosts stand for: looked up again as often as DNS says, on a thread of its own. */
@NullMarked
package dev.banyan.server.names;

import org.jspecify.annotations.NullMarked;
