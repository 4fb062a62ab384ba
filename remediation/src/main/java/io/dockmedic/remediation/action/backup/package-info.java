/** The action {@code backup-volume}. */
@NullMarked
package io.dockmedic.remediation.action.backup;

import org.jspecify.annotations.NullMarked;
