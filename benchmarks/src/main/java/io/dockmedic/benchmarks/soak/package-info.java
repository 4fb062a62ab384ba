/** An hour of ordinary life, much faster than it is: whether memory, threads, descriptors and the journal stay as they are. */
@NullMarked
package io.dockmedic.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
