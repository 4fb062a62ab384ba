/** What can be done about a fault; each action describes itself. */
@NullMarked
package io.dockmedic.remediation.action;

import org.jspecify.annotations.NullMarked;
