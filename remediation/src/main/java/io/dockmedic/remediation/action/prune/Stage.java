package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.util.List;

/** One kind of things that may go. Futures never fail. */
interface Stage {
    /** What they are called, in the plural: {@code pieces of build cache}. */
    String word();

    /** What may go now, in the order in which it is to go; what is in one list goes by one call. */
    Future<CallResult<List<List<Thing>>>> plan();

    /** Removes what one list of the plan has, unless something has come in between; answers what is gone. */
    Future<CallResult<List<Thing>>> remove(List<Thing> things);
}
