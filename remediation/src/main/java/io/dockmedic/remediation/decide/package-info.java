/** May we, now? Pure decisions, each with a reason. */
@NullMarked
package io.dockmedic.remediation.decide;

import org.jspecify.annotations.NullMarked;
