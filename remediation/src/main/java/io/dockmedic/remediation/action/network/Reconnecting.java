package io.dockmedic.remediation.action.network;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.NetworkCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.Steps;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * With what a container is put back on its networks.
 *
 * @param steps       where it is written down how far it came
 * @param runs        on which networks services ran well
 * @param touches     what others did to a service since a moment
 * @param engineSince since when the engine is in sight; null while it is not
 */
public record Reconnecting(EngineCalls calls, RemakeCalls remakes, NetworkCalls networks, Steps steps,
        Publisher<OwnAct> ledger, GoodRuns runs, BiFunction<String, Instant, Touches> touches,
        Supplier<@Nullable Instant> engineSince, Clock clock, Timers timers) {}
