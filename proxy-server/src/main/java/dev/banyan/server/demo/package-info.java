/** The demo: two shops, a proxy in front of them, users, and somebody who breaks the new shop. */
@NullMarked
package dev.banyan.server.demo;

import org.jspecify.annotations.NullMarked;
