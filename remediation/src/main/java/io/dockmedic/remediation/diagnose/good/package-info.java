/** How services were set up when they last ran well, and what is different now. */
@NullMarked
package io.dockmedic.remediation.diagnose.good;

import org.jspecify.annotations.NullMarked;
