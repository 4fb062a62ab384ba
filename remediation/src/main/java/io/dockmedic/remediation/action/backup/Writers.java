package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who else may write to what is copied: a copy is of one moment only where nobody does. */
final class Writers {
    private Writers() {}

    /**
     * Looks at all containers that run.
     *
     * @param self the one that is held
     * @return in words, for a person. The future never fails
     */
    static Future<List<String>> of(Backing with, String self, Source source) {
        return source.dumps()
                ? Future.succeededFuture(List.of())
                : with.calls()
                        .list()
                        .compose(result -> result instanceof CallResult.Done<List<String>>(List<String> ids)
                                ? among(with, ids.stream().filter(id -> !id.equals(self)).toList(), source)
                                : Future.succeededFuture(List.of("who else writes there could not be seen")));
    }

    /** One after the other: there may be many. */
    private static Future<List<String>> among(Backing with, List<String> ids, Source source) {
        List<String> found = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (String id : ids) {
            all = all.compose(before -> one(with, id, source))
                    .onSuccess(name -> name.ifPresent(who -> found.add(who + " writes there too")))
                    .mapEmpty();
        }
        return all.map(over -> List.copyOf(found));
    }

    private static Future<Optional<String>> one(Backing with, String id, Source source) {
        return with.calls()
                .inspect(id)
                .compose(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        && state.running() && state.writableVolume()
                                ? with.details()
                                        .details(id)
                                        .map(seen -> Optional.of(state.name()).filter(name -> writes(seen, source)))
                                : Future.succeededFuture(Optional.empty()));
    }

    private static boolean writes(CallResult<Details> seen, Source source) {
        return seen instanceof CallResult.Done<Details>(Details details)
                && details.mounts().stream().anyMatch(mount -> mount.writable() && source.shares(mount));
    }
}
