/** Whether containers that share the network of another one still have it. */
@NullMarked
package io.dockmedic.collectors.container.shared;

import org.jspecify.annotations.NullMarked;
