package io.dockmedic.collectors.engine.client;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.vertx.core.Future;

/** Calls that make a container once more. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface RemakeCalls {
    /** {@code GET /containers/{id}/json}: how it was made. */
    Future<CallResult<Blueprint>> blueprint(String id);

    /** {@code GET /images/{id}/json}: what a container made on it has from it. */
    Future<CallResult<BaseImage>> baseImage(String id);

    /** {@code POST /containers/create}: the same under another name, without a restart policy. Answers with its full id. */
    Future<CallResult<String>> create(String name, Blueprint same);

    /** {@code POST /networks/{id}/connect} for each network that could not be named when it was made; stops at a refusal. */
    Future<CallResult<Void>> connect(String id, Blueprint same);

    /** {@code POST /containers/{id}/rename}. */
    Future<CallResult<Void>> rename(String id, String name);

    /** {@code DELETE /containers/{id}} of one that does not run; its volumes stay. */
    Future<CallResult<Void>> remove(String id);
}
