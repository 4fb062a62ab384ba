@NullMarked
package io.dockmedic.api;

import org.jspecify.annotations.NullMarked;
