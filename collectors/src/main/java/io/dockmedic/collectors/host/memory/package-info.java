/** How much memory this machine has left. */
@NullMarked
package io.dockmedic.collectors.host.memory;

import org.jspecify.annotations.NullMarked;
