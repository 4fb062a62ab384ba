/** The rules that ship with Dockmedic. */
@NullMarked
package io.dockmedic.rules.pack;

import org.jspecify.annotations.NullMarked;
