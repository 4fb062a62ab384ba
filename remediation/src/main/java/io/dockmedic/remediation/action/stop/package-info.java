/** The action {@code stop}. */
@NullMarked
package io.dockmedic.remediation.action.stop;

import org.jspecify.annotations.NullMarked;
