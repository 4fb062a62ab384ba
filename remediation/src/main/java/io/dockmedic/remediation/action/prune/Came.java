package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.record.Thing;

/** What the engine's answer to a removal of one thing means. */
final class Came {
    private static final int NOT_FOUND = 404;

    private Came() {}

    static Stage.Removal of(Thing thing, CallResult<Void> result, Clearing with) {
        return switch (result) {
            case CallResult.Done<Void> done -> new Stage.Removal.Gone(thing);
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) when status == NOT_FOUND ->
                new Stage.Removal.Left(ErrorClass.CONFLICT, "somebody else removed it");
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                new Stage.Removal.Left(error, with.words(message));
            case CallResult.Unknown<Void>(String why) -> new Stage.Removal.Unknown(with.words(why));
        };
    }

    /** Whether the engine does not know it any more. */
    static boolean notFound(CallResult<?> result) {
        return result instanceof CallResult.Refused<?> refused && refused.status() == NOT_FOUND;
    }
}
