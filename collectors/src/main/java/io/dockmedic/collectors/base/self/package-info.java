/** What Dockmedic itself runs in. */
@NullMarked
package io.dockmedic.collectors.base.self;

import org.jspecify.annotations.NullMarked;
