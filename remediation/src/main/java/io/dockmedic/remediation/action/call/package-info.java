/** One call on one container, known for ours and made only on what was decided on. */
@NullMarked
package io.dockmedic.remediation.action.call;

import org.jspecify.annotations.NullMarked;
