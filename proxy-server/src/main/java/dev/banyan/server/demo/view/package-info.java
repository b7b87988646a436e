/** What the demo shows: the live table, plain lines, the summary; and the terminal itself. */
@NullMarked
package dev.banyan.server.demo.view;

import org.jspecify.annotations.NullMarked;
