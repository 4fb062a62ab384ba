/** Durations as people write them. */
@NullMarked
package io.dockmedic.rules.duration;

import org.jspecify.annotations.NullMarked;
