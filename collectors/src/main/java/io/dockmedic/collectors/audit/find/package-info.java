/** Looks at settings with every check. */
@NullMarked
package io.dockmedic.collectors.audit.find;

import org.jspecify.annotations.NullMarked;
