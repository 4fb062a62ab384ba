/** What may be done once only, for nobody sees afterwards whether it was. */
@NullMarked
package io.dockmedic.remediation.action.once;

import org.jspecify.annotations.NullMarked;
