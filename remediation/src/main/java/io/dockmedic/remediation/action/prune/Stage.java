package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.record.Thing;
import io.vertx.core.Future;
import java.util.List;

/** What goes of one kind: it is looked at, and then removed thing by thing. Futures never fail. */
interface Stage {
    /** Of what kind its things are, as the journal has it. */
    String kind();

    /** What could go now, in the order in which it would. Changes nothing of the engine's. */
    Future<Plan> plan();

    /** Removes one thing that it named, if it still may go. Its intent is in the journal. */
    Future<Removal> remove(Thing thing, String act);

    /** Whether nothing is left of what was to go then; false also where that cannot be seen. */
    Future<Boolean> gone(Thing thing);

    /** What has gone, as a person reads of it: {@code 2 images without a name of 300.0 MiB: …}. */
    String words(List<Thing> gone);

    /** What a look found. */
    sealed interface Plan {
        /**
         * @param things in the order in which they would go
         * @param words  what they are, for a person
         * @param chosen how they were chosen: {@code which no build has used for 24 h}
         * @param none   that there is none
         */
        record Found(List<Thing> things, String words, String chosen, String none) implements Plan {}

        /** It could not be looked at. */
        record Blind(ErrorClass error, String why) implements Plan {}
    }

    /** What came of one thing. */
    sealed interface Removal {
        /** @param thing as it went: how much that was may be known only now */
        record Gone(Thing thing) implements Removal {}

        /** It is still there. */
        record Left(ErrorClass error, String why) implements Removal {}

        /** Nobody knows, and so nothing more is called. */
        record Unknown(String why) implements Removal {}
    }
}
