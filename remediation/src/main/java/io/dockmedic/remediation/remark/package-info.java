/** What people say of incidents. */
@NullMarked
package io.dockmedic.remediation.remark;

import org.jspecify.annotations.NullMarked;
