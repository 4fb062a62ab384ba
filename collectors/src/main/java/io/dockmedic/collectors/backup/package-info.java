/** How backups stand that are kept. */
@NullMarked
package io.dockmedic.collectors.backup;

import org.jspecify.annotations.NullMarked;
