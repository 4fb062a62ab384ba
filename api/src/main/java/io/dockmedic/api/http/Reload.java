package io.dockmedic.api.http;

import io.vertx.core.Future;
import java.util.List;

/** Reads the rule files again. */
@FunctionalInterface
public interface Reload {
    /** Completes with what is wrong, {@code file:line:column: message}; when anything is, the rules stay as they were. */
    Future<List<String>> reload();
}
