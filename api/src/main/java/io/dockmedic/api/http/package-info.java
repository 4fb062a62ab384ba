/** The HTTP interface: one small class per endpoint, registered in a list. */
@NullMarked
package io.dockmedic.api.http;

import org.jspecify.annotations.NullMarked;
