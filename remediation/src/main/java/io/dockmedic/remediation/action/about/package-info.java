/** What actions say of themselves; decisions go by it. */
@NullMarked
package io.dockmedic.remediation.action.about;

import org.jspecify.annotations.NullMarked;
