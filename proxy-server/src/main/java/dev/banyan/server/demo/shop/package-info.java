/** The demo's two shops, the old one and the new one, and the faults that the new one can have. */
@NullMarked
package dev.banyan.server.demo.shop;

import org.jspecify.annotations.NullMarked;
