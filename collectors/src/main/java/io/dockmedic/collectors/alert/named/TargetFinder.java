package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Service;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one container of this host that others mean. Where several could be meant, none is. */
public final class TargetFinder {
    private static final int SHOWN = 3;

    private final Containers containers;
    private final Naming naming;

    public TargetFinder(Containers containers, Naming naming) {
        this.containers = containers;
        this.naming = naming;
    }

    /**
     * What was found.
     *
     * @param container null when there is none
     * @param missing   why; empty when there is one
     */
    public record Found(@Nullable Container container, String missing) {}

    /** Whether all containers are known: what is not found before may be there all the same. */
    public boolean knowsAll() {
        return containers.whole();
    }

    /** The alert with its container, or with why there is none. */
    public Alert find(Alert alert) {
        Found found = find(naming.names(alert));
        return alert.about(found.container(), found.missing());
    }

    /** The container that data names, by the same names as the labels of an alert. */
    public Found find(Map<String, String> data) {
        return find(UsualLabels.names(data));
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
