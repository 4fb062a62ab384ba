/** The action {@code host-command}. */
@NullMarked
package io.dockmedic.remediation.action.host;

import org.jspecify.annotations.NullMarked;
