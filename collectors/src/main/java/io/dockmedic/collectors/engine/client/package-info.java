/** Calls to the engine: address, API version, deadlines, and errors as values. */
@NullMarked
package io.dockmedic.collectors.engine.client;

import org.jspecify.annotations.NullMarked;
