/** The action {@code restart}. */
@NullMarked
package io.dockmedic.remediation.action.restart;

import org.jspecify.annotations.NullMarked;
