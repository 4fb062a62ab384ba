/** Control groups: where a container's are, and what their files say. Kernel documentation: admin-guide/cgroup-v{1,2}. */
@NullMarked
package io.dockmedic.collectors.container.cgroup;

import org.jspecify.annotations.NullMarked;
