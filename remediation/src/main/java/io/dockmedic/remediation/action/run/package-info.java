/** The action {@code run}. */
@NullMarked
package io.dockmedic.remediation.action.run;

import org.jspecify.annotations.NullMarked;
