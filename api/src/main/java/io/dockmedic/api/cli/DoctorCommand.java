package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.doctor.Checks;
import io.dockmedic.api.doctor.Examination;
import io.dockmedic.api.doctor.Report;
import io.dockmedic.api.doctor.fact.Approach;
import io.dockmedic.api.doctor.fact.Gathering;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.doctor.fact.Settings;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.fact.Way;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.self.HostName;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.remediation.decide.Policy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code dockmedic doctor}: what can be seen and done here, and what not. Before the first {@code serve} and beside a running
 * one: it only looks.
 */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Say what Dockmedic can see and do here, who else heals, what would be healed, and what not and why. Changes nothing.")
public final class DoctorCommand implements Callable<Integer> {
    /** The whole takes no longer. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Function<Config, Policy> policy;
    private final Function<Path, RuleLook> rules;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--all", description = "Also containers that need no word: those that are healed, or left alone on purpose.")
    private boolean all;

    @Option(names = "--json", description = "As JSON, with all of it (docs/doctor.md).")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * @param policy the owner's limits, of a configuration
     * @param rules  loads the rules of a directory; blocks
     */
    public DoctorCommand(Function<Config, Policy> policy, Function<Path, RuleLook> rules) {
        this.policy = policy;
        this.rules = rules;
    }

    @Override
    public Integer call() {
        Visitor visitor = Visitor.here();
        Report report = report(visitor);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json
                ? DoctorJson.of(report, HostName.own(), visitor).encodePrettily() + "\n"
                : new DoctorText(all, Terminal.coloured()).of(report, HostName.own(), visitor));
        out.flush();
        return report.exitCode();
    }

    private Report report(Visitor visitor) {
        Vertx vertx = SmallVertx.open();
        try {
            return report(visitor, vertx);
        } finally {
            vertx.close();
        }
    }

    private Report report(Visitor visitor, Vertx vertx) {
        Timers timers = new VertxTimers(vertx);
        HangGuard guard = new HangGuard(vertx, timers, "doctor");
        Approach approach = new Approach(guard, Surroundings.ours());
        Settings settings = approach.settings(Optional.ofNullable(config.file)).await();
        Config read = settings.config();
        Clock clock = new SystemClock();
        Optional<DockerJavaCalls> calls = Optional.empty();
        try {
            Future<Way> way = approach.way(read);
            Optional<Way> known = way.map(Optional::of).otherwise(Optional.empty()).await();
            try {
                calls = known.flatMap(set -> Optional.ofNullable(set.address()))
                        .map(address -> new DockerJavaCalls(vertx, clock, timers, address, read.apiVersion(),
                                limits()));
            } catch (RuntimeException badCertificate) {
                way = way.map(set -> set.broken(set.written()
                        + ": ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH (~/.docker) cannot be used"));
            }
            return new Examination(Checks.all(policy.apply(read), clock.now()), DEADLINE, timers)
                    .of(new Gathering(settings, visitor, guard, clock).facts(way, calls,
                            () -> rules.apply(read.rulesDirectory()), () -> InstanceLook.of(read)))
                    .await();
        } finally {
            calls.ifPresent(DockerJavaCalls::close);
        }
    }

    private static CallLimits limits() {
        CallLimits usual = CallLimits.DEFAULT;
        return new CallLimits(LOOK, usual.changeMargin(), usual.atOnce(), Integer.MAX_VALUE, usual.logBytes());
    }
}
