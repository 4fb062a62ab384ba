/** Treats one incident: carries out what its ladder asks for, and tells the ladder what came of it. */
@NullMarked
package io.dockmedic.remediation.treat;

import org.jspecify.annotations.NullMarked;
