/** What all collectors have in common. */
@NullMarked
package io.dockmedic.collectors.base.collect;

import org.jspecify.annotations.NullMarked;
