package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * With what a stack is restarted.
 *
 * @param mayGoOn  whether the act of the first id, on a container of the second, is held up by nothing now
 * @param people   who sits in a container of this id, at a terminal; the future never fails
 * @param counts   told of an act which services it has acted on, besides the incident's
 * @param room     whether what is stopped could be started again
 * @param observer whether another instance acts on this engine
 */
public record Stacking(EngineCalls calls, RemakeCalls remakes, Steps steps, Publisher<OwnAct> ledger,
        Bystanders bystanders, Neighbours neighbours, BiFunction<String, String, Future<Boolean>> mayGoOn,
        Function<String, Future<Company>> people,
        BiConsumer<String, List<String>> counts, EngineRoom room, BooleanSupplier observer, Clock clock,
        Timers timers) {}
