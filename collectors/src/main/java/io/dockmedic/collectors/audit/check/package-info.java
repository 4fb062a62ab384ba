/** What can be wrong with a container's settings: one file each, and one list of them. */
@NullMarked
package io.dockmedic.collectors.audit.check;

import org.jspecify.annotations.NullMarked;
