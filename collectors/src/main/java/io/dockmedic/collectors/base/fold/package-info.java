/** Few words about many things. */
@NullMarked
package io.dockmedic.collectors.base.fold;

import org.jspecify.annotations.NullMarked;
