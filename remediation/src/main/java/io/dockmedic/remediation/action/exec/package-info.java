/** The action {@code exec}. */
@NullMarked
package io.dockmedic.remediation.action.exec;

import org.jspecify.annotations.NullMarked;
