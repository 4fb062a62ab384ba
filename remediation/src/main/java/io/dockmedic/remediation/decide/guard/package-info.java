/** One reason against an act each, pure and small; the order in which they are asked is the decider's. */
@NullMarked
package io.dockmedic.remediation.decide.guard;

import org.jspecify.annotations.NullMarked;
