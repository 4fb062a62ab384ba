package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.CopyCalls;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.collectors.engine.client.NetworkCalls;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.collectors.engine.client.StatsCalls;
import io.dockmedic.collectors.host.mount.Ground;
import io.dockmedic.collectors.host.view.HostState;
import io.dockmedic.remediation.diagnose.look.Look;
import io.dockmedic.remediation.verify.probe.Vantage;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * With what a container is looked at closely, and changed.
 *
 * @param changes  calls that change it
 * @param remakes  calls that make it once more
 * @param networks calls that put it on networks
 * @param execs    calls that run a command in it
 * @param shots    calls that run one beside it
 * @param copies   calls that read much out of it
 * @param missing  which of some files and folders of the engine's machine are known not to be there, given one that is; the
 *                 future never fails
 * @param vantage  from where
 * @param grounds  what folders of the engine's machine lie on, as far as that is known; the future never fails
 * @param listener who listens at a port of this machine; the future never fails
 * @param host     how the engine's machine is; the future never fails
 * @param booting  whether the engine's machine started only just now
 * @param looks    what a diagnosis looks at beside, in the order in which it is told
 */
public record Closely(ChangeCalls changes, RemakeCalls remakes, NetworkCalls networks, ExecCalls execs,
        OneShotCalls shots, CopyCalls copies,
        BiFunction<String, List<String>, Future<List<String>>> missing, DetailCalls details, StatsCalls stats,
        Vantage vantage, Function<Collection<String>, Future<Map<String, Ground>>> grounds,
        IntFunction<Future<Optional<String>>> listener, Supplier<Future<HostState>> host,
        BooleanSupplier booting, List<Look> looks) {
    public Closely {
        looks = List.copyOf(looks);
    }
}
