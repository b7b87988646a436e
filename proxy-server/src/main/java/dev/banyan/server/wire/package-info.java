/** HTTP/1.1 bytes, read and written over Netty buffers. */
@NullMarked
package dev.banyan.server.wire;

import org.jspecify.annotations.NullMarked;
