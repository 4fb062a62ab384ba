/** Makes room on the engine's disk: what nobody misses first, thing by thing, until there is enough. */
@NullMarked
package io.dockmedic.remediation.action.prune;

import org.jspecify.annotations.NullMarked;
