/** What containers wrote before they ended. */
@NullMarked
package io.dockmedic.remediation.diagnose.last;

import org.jspecify.annotations.NullMarked;
