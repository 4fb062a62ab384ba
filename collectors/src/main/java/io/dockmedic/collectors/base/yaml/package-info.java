/** What every reader of YAML needs besides the library. */
@NullMarked
package io.dockmedic.collectors.base.yaml;

import org.jspecify.annotations.NullMarked;
