/** How long after a container's death its restart is asked for: a bare reader, Dockmedic, and a poll every 5 s. */
@NullMarked
package io.dockmedic.benchmarks.reaction;

import org.jspecify.annotations.NullMarked;
