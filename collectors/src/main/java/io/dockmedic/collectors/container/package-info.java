/** What each container uses, read from the kernel: no call to the engine, nothing in a scrape. */
@NullMarked
package io.dockmedic.collectors.container;

import org.jspecify.annotations.NullMarked;
