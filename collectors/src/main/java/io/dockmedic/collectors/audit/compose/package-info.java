/** Settings as a Compose file has them, with the lines they stand in. */
@NullMarked
package io.dockmedic.collectors.audit.compose;

import org.jspecify.annotations.NullMarked;
