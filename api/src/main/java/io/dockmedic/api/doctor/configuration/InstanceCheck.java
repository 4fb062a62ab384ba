package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.AsServe;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.base.health.Health;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether an instance runs with this configuration, and what it says of itself; where none does, whether one could. */
public final class InstanceCheck implements Check {
    @Override
    public String name() {
        return "instance";
    }

    @Override
    public Section section() {
        return Section.CONFIGURATION;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.instance().map(instance -> of(instance, facts.settings().config(), facts.visitor()));
    }

    static List<Finding> of(Instance instance, Config config, Visitor visitor) {
        return instance.told().map(told -> running(told)).orElseGet(() -> List.of(silent(instance, config, visitor)));
    }

    private static List<Finding> running(Instance.Told told) {
        List<Finding> found = new ArrayList<>();
        String version = told.version().equals(Build.version())
                ? told.version()
                : told.version() + ", and this command is of " + Build.version();
        found.add(told.ready()
                ? Finding.ok("an instance runs and is ready, version " + version)
                : Finding.missing("an instance runs and is not ready to act, version " + version)
                        .todo("what it says of its parts is below"));
        if (told.observes()) {
            found.add(Finding
                    .loses("it heals nothing, for another instance acts on this engine: this one observes, until"
                            + " that one ends", Feature.HEALING)
                    .todo("run one instance for each engine; which process the other is stands below, where who else"
                            + " heals is listed"));
        }
        new TreeMap<>(told.parts()).entrySet()
                .stream()
                .filter(part -> part.getValue().status() != Health.Status.UP)
                .map(InstanceCheck::part)
                .forEach(found::add);
        return found;
    }

    private static Finding part(Map.Entry<String, Health.Part> part) {
        return Finding.loses("it says of itself: " + part.getValue().reason()).about(part.getKey());
    }

    private static Finding silent(Instance instance, Config config, Visitor visitor) {
        if (instance.listening()) {
            return Finding
                    .loses("somebody listens at " + config.listen() + ", and no Dockmedic answers " + visitor.words()
                            + " at " + config.controlSocket()
                            + ": an instance of another user or configuration, or another"
                            + " program, beside which `serve` does not start")
                    .todo("sudo ss --listening --tcp --processes 'sport = :" + config.listen().port() + "'",
                            "if it is Dockmedic: run this as root, or as its user, with its --config; as the package's:",
                            AsServe.command("dockmedic"));
        }
        return Finding.loses("no instance runs with this configuration: nothing is watched now, and nothing healed; "
                + config.listen() + " is free for it")
                .todo("systemctl enable --now dockmedic", "or to try it: dockmedic serve");
    }
}
