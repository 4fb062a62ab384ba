/** The action {@code reconnect-network}. */
@NullMarked
package io.dockmedic.remediation.action.network;

import org.jspecify.annotations.NullMarked;
