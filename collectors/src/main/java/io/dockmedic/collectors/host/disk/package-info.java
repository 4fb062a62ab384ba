/** The file systems that containers and we live on: how full they are, and whether they can be written. */
@NullMarked
package io.dockmedic.collectors.host.disk;

import org.jspecify.annotations.NullMarked;
