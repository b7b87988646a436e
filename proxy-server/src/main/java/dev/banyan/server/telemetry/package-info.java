/** What is told of exchanges: records, meters and the access log. */
@NullMarked
package dev.banyan.server.telemetry;

import org.jspecify.annotations.NullMarked;
