/** Checks of the engine, and of what it lets us do. */
@NullMarked
package io.dockmedic.api.doctor.engine;

import org.jspecify.annotations.NullMarked;
