/** Keeps new work off a GPU by a mark that other programs read, for as long as what asked for it fires. */
@NullMarked
package io.dockmedic.remediation.action.mark;

import org.jspecify.annotations.NullMarked;
