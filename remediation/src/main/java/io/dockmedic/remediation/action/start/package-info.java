/** The action {@code start}. */
@NullMarked
package io.dockmedic.remediation.action.start;

import org.jspecify.annotations.NullMarked;
