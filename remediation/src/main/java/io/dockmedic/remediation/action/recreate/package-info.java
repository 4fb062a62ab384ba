/** The action {@code recreate}: the container is made anew as it was, and at every moment one of the two can be brought back. */
@NullMarked
package io.dockmedic.remediation.action.recreate;

import org.jspecify.annotations.NullMarked;
