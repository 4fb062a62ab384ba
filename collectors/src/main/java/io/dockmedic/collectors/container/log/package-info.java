/** How large the json logs of containers are. */
@NullMarked
package io.dockmedic.collectors.container.log;

import org.jspecify.annotations.NullMarked;
