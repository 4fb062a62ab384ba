/** The action {@code rollback}: the container is made anew on the image on which its service last ran well. */
@NullMarked
package io.dockmedic.remediation.action.rollback;

import org.jspecify.annotations.NullMarked;
