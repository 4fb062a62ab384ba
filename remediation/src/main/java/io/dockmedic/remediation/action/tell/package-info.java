/** The action {@code escalate}: a person is told. */
@NullMarked
package io.dockmedic.remediation.action.tell;

import org.jspecify.annotations.NullMarked;
