/** Replay: recorded events through rules, in time that passes as it did then, changing nothing. */
@NullMarked
package io.dockmedic.remediation.replay;

import org.jspecify.annotations.NullMarked;
