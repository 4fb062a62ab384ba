/** What remediation tells the stages after it. */
@NullMarked
package io.dockmedic.remediation.publish;

import org.jspecify.annotations.NullMarked;
