/** The way back from threads of our own to the context that work is meant for. */
@NullMarked
package io.dockmedic.collectors.base.home;

import org.jspecify.annotations.NullMarked;
