/** JUnit's XML, for what shows test results. */
@NullMarked
package io.dockmedic.api.junit;

import org.jspecify.annotations.NullMarked;
