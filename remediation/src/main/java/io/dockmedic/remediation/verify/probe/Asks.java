package io.dockmedic.remediation.verify.probe;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.rules.remedy.ExecProbe;
import io.dockmedic.rules.remedy.HttpProbe;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.remedy.TcpProbe;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.net.NetClient;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Every way to ask a container whether it does what it is there for. A new one is a line here. */
public final class Asks {
    private final List<Kind<?>> kinds;

    private record Kind<C extends Step.Condition>(Class<C> of, Function<C, Ask> made) {
        Optional<Ask> ask(Step.Condition condition) {
            return of.isInstance(condition) ? Optional.of(made.apply(of.cast(condition))) : Optional.empty();
        }
    }

    /** @param vantage from where is asked */
    public Asks(Vertx vertx, DetailCalls details, ExecCalls execs, Vantage vantage, Clock clock, Timers timers) {
        Reach reach = new Reach(details, vantage);
        HttpClientAgent http = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        NetClient tcp = vertx.createNetClient();
        kinds = List.of(
                new Kind<>(HttpProbe.class, probe -> new HttpAsk(probe, http, reach)),
                new Kind<>(TcpProbe.class, probe -> new TcpAsk(probe, tcp, reach)),
                new Kind<>(ExecProbe.class, probe -> new ExecAsk(probe, execs, clock, timers)));
    }

    /** For one proof; empty when that is not proven by asking. */
    public Optional<Ask> of(Step.Condition condition) {
        return kinds.stream().flatMap(kind -> kind.ask(condition).stream()).findFirst();
    }
}
