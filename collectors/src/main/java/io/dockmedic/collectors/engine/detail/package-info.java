/** Everything about how a container is set up, for a person who looks for what is wrong with it. */
@NullMarked
package io.dockmedic.collectors.engine.detail;

import org.jspecify.annotations.NullMarked;
