package io.dockmedic.remediation.verify.probe;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From where we look at containers.
 *
 * @param container the full id of the one that we run in; empty where we run in none
 * @param afar      why the engine is not on this machine, for a person; empty when it is. The future never fails
 */
public record Vantage(Optional<String> container, Supplier<Future<String>> afar) {}
