/** From what others tell to what it is about here. */
@NullMarked
package io.dockmedic.rules.subject;

import org.jspecify.annotations.NullMarked;
