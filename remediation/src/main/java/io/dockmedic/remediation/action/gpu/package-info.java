/** The action {@code reset-gpu}. */
@NullMarked
package io.dockmedic.remediation.action.gpu;

import org.jspecify.annotations.NullMarked;
