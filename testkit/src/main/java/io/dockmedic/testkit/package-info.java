@NullMarked
package io.dockmedic.testkit;

import org.jspecify.annotations.NullMarked;
