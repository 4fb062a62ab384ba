/** What is mounted on this machine, as the kernel lists it. */
@NullMarked
package io.dockmedic.collectors.host.mount;

import org.jspecify.annotations.NullMarked;
