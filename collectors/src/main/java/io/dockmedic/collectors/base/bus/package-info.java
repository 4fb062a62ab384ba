/** How stages meet: typed topics on the Vert.x event bus, acknowledged and bounded. */
@NullMarked
package io.dockmedic.collectors.base.bus;

import org.jspecify.annotations.NullMarked;
