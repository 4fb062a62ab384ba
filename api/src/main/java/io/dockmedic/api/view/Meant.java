package io.dockmedic.api.view;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which incident somebody means: by its id, by a beginning or an end of it that no other has, or by the name of the container
 * that it is about. Of a container's incidents the only one that fires is meant, else, where none does, the newest that did, else what may
 * become one.
 */
public sealed interface Meant {
    /** Shorter beginnings are shared by all that began in the same years. */
    int SHORTEST = 4;

    /** This one. */
    record One(IncidentEntry entry) implements Meant {}

    /** @param why for a person, with what could be meant */
    record None(String why) implements Meant {}

    /** @param newestFirst those that are known */
    static Meant of(List<IncidentEntry> newestFirst, String said) {
        List<IncidentEntry> named = those(newestFirst, entry -> entry.incident().id().equals(said));
        if (named.isEmpty() && said.length() >= SHORTEST) {
            String part = said.toLowerCase(Locale.ROOT);
            named = those(newestFirst, entry -> {
                String id = entry.incident().id().toLowerCase(Locale.ROOT);
                return id.startsWith(part) || id.endsWith(part);
            });
        }
        if (named.isEmpty()) {
            List<IncidentEntry> about = those(newestFirst, entry -> isAbout(entry.incident(), said));
            List<IncidentEntry> begun = those(about, entry -> entry.incident().state() != Incident.State.PENDING);
            List<IncidentEntry> open = those(begun, entry -> entry.incident().state() != Incident.State.RESOLVED);
            named = !open.isEmpty() ? open : begun.isEmpty() ? about : begun.subList(0, 1);
        }
        return switch (named.size()) {
            case 0 -> new None("no such incident" + Nearest
                    .find(said, newestFirst.stream().map(entry -> entry.incident().id()).toList())
                    .map(one -> "; did you mean " + one + "?")
                    .orElse(""));
            case 1 -> new One(named.getFirst());
            default -> new None("that could be " + named.size() + " incidents: " + named.stream()
                    .limit(5)
                    .map(entry -> entry.incident().id() + " (" + entry.incident().rule() + ", "
                            + entry.incident().state().word() + ")")
                    .collect(Collectors.joining(", ")) + (named.size() > 5 ? ", …" : ""));
        };
    }

    private static List<IncidentEntry> those(List<IncidentEntry> all, Predicate<IncidentEntry> which) {
        return all.stream().filter(which).toList();
    }

    private static boolean isAbout(Incident incident, String name) {
        Container target = incident.target();
        return target != null && target.name().equals(name);
    }
}
