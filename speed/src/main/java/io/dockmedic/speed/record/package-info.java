/** What rules see, kept for replays: what that costs. */
@NullMarked
package io.dockmedic.speed.record;

import org.jspecify.annotations.NullMarked;
