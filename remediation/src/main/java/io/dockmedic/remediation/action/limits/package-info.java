/** Raises a container's memory limit, within a ceiling and what the host has left, and puts it back when it is not needed. */
@NullMarked
package io.dockmedic.remediation.action.limits;

import org.jspecify.annotations.NullMarked;
