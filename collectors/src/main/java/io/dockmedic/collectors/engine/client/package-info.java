/**
 * Calls to the engine: address, API version, deadlines, and errors as values.
 *
 * <p>
 * docker-java's HTTP client logs whole bodies, environment secrets included, to {@code org.apache.hc.client5.http.wire}
 * at DEBUG: the program pins {@code org.apache.hc} and {@code com.github.dockerjava} to WARN whatever else is switched
 * on.
 */
@NullMarked
package io.dockmedic.collectors.engine.client;

import org.jspecify.annotations.NullMarked;
