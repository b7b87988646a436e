/** JMH benchmarks of what lies on the path of every request. */
@NullMarked
package dev.banyan.bench;

import org.jspecify.annotations.NullMarked;
