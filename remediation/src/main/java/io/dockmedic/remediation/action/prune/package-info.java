/** Makes room on the engine's disk: build cache that nobody misses, by one call, measured before and after. */
@NullMarked
package io.dockmedic.remediation.action.prune;

import org.jspecify.annotations.NullMarked;
