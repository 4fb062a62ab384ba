/** What {@code /proc} says of a container's main process. */
@NullMarked
package io.dockmedic.collectors.container.proc;

import org.jspecify.annotations.NullMarked;
