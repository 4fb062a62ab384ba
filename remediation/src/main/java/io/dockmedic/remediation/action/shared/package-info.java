/** The container whose network another one shares, as far as it can be started with it. */
@NullMarked
package io.dockmedic.remediation.action.shared;

import org.jspecify.annotations.NullMarked;
