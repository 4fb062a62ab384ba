/** Events as people write them: the fields that rules see, flat, with defaults for the rest. */
@NullMarked
package io.dockmedic.rules.script;

import org.jspecify.annotations.NullMarked;
