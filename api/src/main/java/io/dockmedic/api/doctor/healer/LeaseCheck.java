package io.dockmedic.api.doctor.healer;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.Lease;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a Dockmedic acts on the engine that is not the one of this configuration. Takes no lock to find out. */
public final class LeaseCheck implements Check {
    @Override
    public String name() {
        return "another_instance";
    }

    @Override
    public Section section() {
        return Section.HEALERS;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        Path own = facts.settings().config().runtimeDirectory();
        return facts.leases()
                .compose(leases -> facts.instance()
                        .compose(instance -> facts.elsewhere()
                                .map(away -> away && leases.isEmpty()
                                        ? List.of(another())
                                        : of(leases, own, instance, facts.visitor().contained()))));
    }

    static Finding another() {
        return Finding.loses("the engine is on another machine: a Dockmedic that acts on it from there is not seen",
                Feature.LEASE).todo("run one instance for each engine, on its machine");
    }

    /** @param own directory in which the one of this configuration takes turns */
    static List<Finding> of(List<Lease> leases, Path own, Instance instance, boolean contained) {
        if (leases.isEmpty()) {
            return List.of(Finding.ok("no other Dockmedic that acts on this engine is seen" + (contained
                    ? " from this container"
                    : "; one in a container, or on another machine, would not be")));
        }
        List<Finding> found = new ArrayList<>();
        Optional<Lease> here = leases.stream().filter(lease -> lease.directory().equals(own)).findFirst();
        here.ifPresent(lease -> found.add(held(lease, instance)));
        leases.stream()
                .filter(lease -> !lease.directory().equals(own))
                .filter(lease -> here.isEmpty() || here.get().process() != lease.process())
                .forEach(lease -> found.add(apart(lease, own)));
        return found;
    }

    private static Finding held(Lease lease, Instance instance) {
        boolean runs = instance.told().isPresent();
        if (runs && !instance.told().get().observes()) {
            return Finding.ok("a Dockmedic acts on this engine, process " + lease.process()
                    + "; where it is not the one of this configuration, that one says `lease` of itself");
        }
        return Finding.loses("another Dockmedic acts on this engine, process " + lease.process() + (runs
                ? ": the one of this configuration only watches, until that one ends"
                : ": one that starts with this configuration only watches, until that one ends"), Feature.HEALING)
                .todo(process(lease));
    }

    private static Finding apart(Lease lease, Path own) {
        return Finding
                .loses("another Dockmedic acts on this engine, process " + lease.process() + ", and takes turns in "
                        + lease.directory() + ": one with this configuration does in " + own
                        + ", knows nothing of it, and would"
                        + " act on the same containers", Feature.LEASE)
                .todo(process(lease),
                        "run one of them, or give both the same: runtime_directory: " + lease.directory());
    }

    private static String process(Lease lease) {
        return "ps -o pid,user,args -p " + lease.process();
    }
}
