/** What was read of a container at one moment, whichever kernel interface it came from. */
@NullMarked
package io.dockmedic.collectors.container.reading;

import org.jspecify.annotations.NullMarked;
