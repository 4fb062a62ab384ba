/** Which containers there are, as the engine showed them last. */
@NullMarked
package io.dockmedic.collectors.container.view;

import org.jspecify.annotations.NullMarked;
