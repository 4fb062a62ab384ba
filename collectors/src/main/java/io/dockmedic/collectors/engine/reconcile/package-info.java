/** What the engine has, compared with what we knew: repairs what the stream lost. */
@NullMarked
package io.dockmedic.collectors.engine.reconcile;

import org.jspecify.annotations.NullMarked;
