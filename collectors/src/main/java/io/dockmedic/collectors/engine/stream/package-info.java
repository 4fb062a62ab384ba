/** The engine's event stream as an ordered, resumable source. */
@NullMarked
package io.dockmedic.collectors.engine.stream;

import org.jspecify.annotations.NullMarked;
