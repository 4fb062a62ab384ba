/** How a container was made, as far as it takes to make the same once more. */
@NullMarked
package io.dockmedic.collectors.engine.blueprint;

import org.jspecify.annotations.NullMarked;
