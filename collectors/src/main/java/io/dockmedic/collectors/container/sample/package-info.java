/** Reads all containers at an interval and keeps the latest readings. */
@NullMarked
package io.dockmedic.collectors.container.sample;

import org.jspecify.annotations.NullMarked;
