package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * With what a container is made anew.
 *
 * @param missing  which of some files and folders of the engine's machine are known not to be there, given one that is; the
 *                 future never fails
 * @param replaced told which container is in another's place now
 * @param mayGoOn  whether the act of the first id, on a container of the second, is held up by nothing now
 * @param owes     whether something of an act of ours is still to be put back on the container
 * @param deploys  whether somebody deployed a service just now
 * @param joining  what is known of containers whose network others share
 * @param room     whether what is stopped could be started again
 * @param observer whether another instance acts on this engine
 */
public record Remaking(EngineCalls calls, ChangeCalls changes, RemakeCalls remakes, DetailCalls details, Steps steps,
        Publisher<OwnAct> ledger, Bystanders bystanders, BiFunction<String, List<String>, Future<List<String>>> missing,
        BiConsumer<String, String> replaced, BiFunction<String, String, Future<Boolean>> mayGoOn,
        Predicate<String> owes,
        Deploys deploys, Joining joining, EngineRoom room, BooleanSupplier observer, Clock clock, Timers timers) {}
