/** What an act of ours changed for a time is put back when its time has come. */
@NullMarked
package io.dockmedic.remediation.restore;

import org.jspecify.annotations.NullMarked;
