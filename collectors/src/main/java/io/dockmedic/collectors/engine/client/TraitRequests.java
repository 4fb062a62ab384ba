package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.util.Map;

/** What is asked of the engine to know what it lets us do. */
final class TraitRequests implements TraitCalls {
    private final Requests calls;

    TraitRequests(Requests calls) {
        this.calls = calls;
    }

    @Override
    public Future<CallResult<EngineTraits>> traits() {
        return calls.look(version -> calls.get(version, "/info", TraitReader::read));
    }

    @Override
    public Future<CallResult<Void>> may(String path) {
        return calls.look(version -> calls.unread(version, path));
    }

    @Override
    public Future<CallResult<Map<String, String>>> names() {
        return calls.look(version -> calls.get(version, "/containers/json?all=1", TraitReader::names));
    }
}
