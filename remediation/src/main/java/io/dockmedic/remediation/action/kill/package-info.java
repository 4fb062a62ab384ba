/** The action {@code kill}: a signal is sent. */
@NullMarked
package io.dockmedic.remediation.action.kill;

import org.jspecify.annotations.NullMarked;
