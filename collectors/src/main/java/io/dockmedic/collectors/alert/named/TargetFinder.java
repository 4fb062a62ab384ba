package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Bearing;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.event.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of this host others mean: one of its containers, one of its GPUs, or the host. Where several containers could be
 * meant, none is. What is said to be on another host is about nothing here, whatever has the same name.
 */
public final class TargetFinder {
    private static final int SHOWN = 3;
    /** No other container has it, on any host. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Containers containers;
    private final BooleanSupplier named;
    private final GpuFinder gpus;
    private final HostNames hosts;
    private final Naming naming;
    private final LocalThings things;

    /**
     * @param named whether all names of this host, and its GPUs, have been looked for
     * @param gpus  of this host; empty while it is not known which those are
     */
    public TargetFinder(Containers containers, BooleanSupplier named, Supplier<KnownGpus> gpus,
            HostNames hosts, Naming naming, Clock clock) {
        this.containers = containers;
        this.named = named;
        this.gpus = new GpuFinder(gpus);
        this.hosts = hosts;
        this.naming = naming;
        this.things = new LocalThings(containers, clock);
    }

    private record Found(@Nullable Container container, String missing) {}

    /** What was named, of each the names in their order. */
    private record Named(List<String> containers, List<String> gpus, List<String> hosts, List<String> hints) {}

    /** Whether all containers, and the host's names, are known: what is not found before may be there all the same. */
    public boolean knowsAll() {
        return containers.whole() && named.getAsBoolean();
    }

    /** The alert with what it is about, or with why that is nothing here. */
    public Alert find(Alert alert) {
        return alert.about(find(named(alert)));
    }

    private Named named(Alert alert) {
        return new Named(naming.names(alert), naming.gpus(alert), naming.hosts(alert), naming.hints(alert));
    }

    private static Named named(Map<String, String> data) {
        return new Named(UsualLabels.names(data), UsualLabels.gpus(data), UsualLabels.hosts(data),
                UsualLabels.hints(data));
    }

    /** What data names, by the same names as the labels of an alert. */
    public Bearing find(Map<String, String> data) {
        return find(named(data));
    }

    /** Why none of the containers that an alert names is meant; empty where it names one of this host's, or none. */
    public String unknown(Alert alert) {
        return unknown(named(alert));
    }

    /** The same of data. May be asked from any thread, as that may. */
    public String unknown(Map<String, String> data) {
        return unknown(named(data));
    }

    /** Of another host's nothing is known here; what may be several is no unknown one, and whoever sends is not told their names. */
    private String unknown(Named named) {
        Collection<Sighting> all = containers.all();
        boolean none = !named.containers().isEmpty() && knowsAll()
                && !(hosts.judge(named.hosts(), named.hints(), things) instanceof HostNames.Elsewhere)
                && named.containers().stream().allMatch(name -> meant(all, name).isEmpty());
        return none ? find(named.containers()).missing() : "";
    }

    private Bearing find(Named named) {
        HostNames.Where where = hosts.judge(named.hosts(), named.hints(), things);
        if (where instanceof HostNames.Elsewhere(String name)) {
            String own = hosts.shown();
            return Bearing.elsewhere("it is about the host " + name + ", and this is " + (own.isEmpty() ? "not" : own));
        }
        GpuFinder.Found gpu = gpus.find(named.gpus(), named.containers().isEmpty());
        boolean here = where instanceof HostNames.Here;
        if (gpu.foreign()) {
            return here ? Bearing.none(gpu.missing()) : Bearing.elsewhere(gpu.missing());
        }
        Found found = find(named.containers());
        if (found.container() != null) {
            return new Bearing(Scope.CONTAINER, found.container(), gpu.gpu(), "");
        }
        if (!named.containers().isEmpty()) {
            // A container is narrower than its GPU or its host: what was meant is not what is left of it.
            boolean foreign = !here && containers.whole()
                    && named.containers().stream().allMatch(name -> ID.matcher(name).matches());
            return foreign ? Bearing.elsewhere(found.missing()) : Bearing.none(found.missing());
        }
        if (gpu.gpu() != null) {
            return new Bearing(Scope.GPU, null, gpu.gpu(), found.missing());
        }
        if (!gpu.missing().isEmpty()) {
            return Bearing.none(gpu.missing());
        }
        return here
                ? new Bearing(Scope.HOST, null, null, found.missing())
                : Bearing.none(found.missing());
    }

    private Found find(List<String> names) {
        if (names.isEmpty()) {
            return new Found(null, "no label names a container");
        }
        Collection<Sighting> all = containers.all();
        for (String name : names) {
            List<Sighting> meant = meant(all, name);
            if (meant.size() > 1) {
                // Of a service's old container and the new one that is.
                List<Sighting> running = meant.stream().filter(Sighting::ran).toList();
                meant = running.size() == 1 ? running : meant;
            }
            if (meant.size() == 1) {
                return new Found(meant.getFirst().container(), "");
            }
            if (meant.size() > 1) {
                return new Found(null, name + " may be " + meant.stream()
                        .map(one -> one.container().name())
                        .sorted()
                        .limit(SHOWN)
                        .collect(Collectors.joining(" or ")));
            }
        }
        return new Found(null, "no container of this host is called " + String.join(" or ", names));
    }

    /** Those that the name means in the narrowest sense in which it means any. */
    private static List<Sighting> meant(Collection<Sighting> all, String name) {
        List<Predicate<Container>> senses = List.of(
                container -> container.name().equals(name),
                container -> name.matches("[0-9a-f]{12,64}") && container.id().startsWith(name),
                container -> container.service().key().equals(name),
                container -> isOf(container.service(), name),
                container -> !container.service().project().isEmpty() && container.service().name().equals(name));
        return senses.stream()
                .map(sense -> all.stream().filter(one -> sense.test(one.container())).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isOf(Service service, String name) {
        return !service.project().isEmpty() && name.equals(service.project() + "/" + service.name());
    }
}
