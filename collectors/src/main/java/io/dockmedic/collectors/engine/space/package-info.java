/** What uses the room in the engine's data root. */
@NullMarked
package io.dockmedic.collectors.engine.space;

import org.jspecify.annotations.NullMarked;
