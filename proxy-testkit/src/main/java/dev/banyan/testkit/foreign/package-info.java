/** Servers and clients in other languages, which tests run beside the proxy as processes. */
@NullMarked
package dev.banyan.testkit.foreign;

import org.jspecify.annotations.NullMarked;
