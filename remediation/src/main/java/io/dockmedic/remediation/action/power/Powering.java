package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.gpu.watch.PowerLimits;
import io.dockmedic.remediation.record.Steps;
import io.vertx.core.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * With what a GPU's limit is lowered.
 *
 * @param wanted  whether an incident fires that is about the GPU at that place, and asks for this
 * @param mayGoOn whether nothing holds up acts now; asked right before a limit is set. The future never fails
 */
public record Powering(PowerLimits limits, Steps steps, Predicate<String> wanted, Supplier<Future<Boolean>> mayGoOn,
        Clock clock, Timers timers) {}
