/** How many alerts a second are taken in, and what that does to healing; and what clients that write slowly do. */
@NullMarked
package io.dockmedic.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
