package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.gpu.watch.Resetting;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.action.stack.Neighbours;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.dockmedic.remediation.view.Lanes;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * With what a GPU is reset.
 *
 * @param gpus      what is seen of them, and our own hold on them
 * @param smi       NVIDIA's program
 * @param heard     where what it wrote is kept
 * @param neighbours what stands against acts on the containers that use it
 * @param lanes     nothing else is done to their services meanwhile
 * @param mayGoOn   whether the act of the first id, on a container of the second, is held up by nothing now
 * @param people   who sits in a container of this id, at a terminal; the future never fails
 * @param mayReset  the same of the host
 * @param counts    told of an act which services it has acted on
 * @param room      whether what is stopped could be started again
 * @param observer  whether another instance acts on this engine
 */
public record OnGpu(Resetting gpus, NvidiaSmi smi, EngineCalls calls, ChangeCalls changes, RemakeCalls remakes,
        Steps steps, Heard heard, Publisher<OwnAct> ledger, Bystanders bystanders,
        Neighbours neighbours, Lanes lanes, BiFunction<String, String, Future<Boolean>> mayGoOn,
        Function<String, Future<Company>> people,
        Supplier<Future<Boolean>> mayReset, BiConsumer<String, List<String>> counts, EngineRoom room,
        BooleanSupplier observer,
        Clock clock, Timers timers) {}
