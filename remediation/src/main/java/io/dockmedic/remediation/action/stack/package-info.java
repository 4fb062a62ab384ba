/** The action {@code restart-stack}. */
@NullMarked
package io.dockmedic.remediation.action.stack;

import org.jspecify.annotations.NullMarked;
