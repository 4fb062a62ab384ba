/** The action {@code truncate-log}. */
@NullMarked
package io.dockmedic.remediation.action.truncate;

import org.jspecify.annotations.NullMarked;
