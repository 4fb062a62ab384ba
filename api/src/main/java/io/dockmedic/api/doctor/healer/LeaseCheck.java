package io.dockmedic.api.doctor.healer;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;

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
        return facts.holder()
                .compose(holder -> facts.instance()
                        .compose(instance -> facts.elsewhere()
                                .map(away -> List.of(away && holder.isEmpty()
                                        ? another()
                                        : of(holder, instance, facts.visitor().container().isPresent())))));
    }

    static Finding another() {
        return Finding.loses("the engine is on another machine: a Dockmedic that acts on it from there is not seen",
                Feature.LEASE).todo("run one instance for each engine, on its machine");
    }

    static Finding of(OptionalLong holder, Instance instance, boolean contained) {
        if (holder.isEmpty()) {
            return Finding.ok("no other Dockmedic that acts on this engine is seen" + (contained
                    ? " from this container"
                    : "; one in a container, or on another machine, would not be"));
        }
        if (instance.told().isPresent()) {
            return Finding.ok("a Dockmedic acts on this engine, process " + holder.getAsLong()
                    + "; where it is not the one of this configuration, that one says `lease` of itself");
        }
        return Finding
                .loses("another Dockmedic acts on this engine, process " + holder.getAsLong() + ": one that starts"
                        + " with this configuration only watches, until that one ends", Feature.HEALING)
                .todo("ps -o pid,user,args -p " + holder.getAsLong());
    }
}
