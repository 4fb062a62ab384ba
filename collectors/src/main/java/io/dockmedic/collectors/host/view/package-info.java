/** Which machine this is, and whether the engine is on it. */
@NullMarked
package io.dockmedic.collectors.host.view;

import org.jspecify.annotations.NullMarked;
