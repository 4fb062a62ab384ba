/** Events through rules: this engine, another one, and a loop written for the purpose. */
@NullMarked
package io.dockmedic.speed.rules;

import org.jspecify.annotations.NullMarked;
