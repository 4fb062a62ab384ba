package io.dockmedic.chaos.aimed;

import io.dockmedic.testkit.gpu.FakeNvml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** All kinds of remedies that are tried under kills: the {@link Remedies}, and those that need more than an alert about a container. */
final class Courses {
    /** A new one is a class of its own and a line here and in {@link #RULES}; made of its clinic and its first container's name. */
    private static final Map<String, BiFunction<Clinic, String, Course>> MORE = Map.of(
            RolledBack.NAME, RolledBack::new,
            Rejoined.NAME, Rejoined::new,
            Reset.NAME, Reset::new,
            Pruned.NAME, (clinic, bed) -> new Pruned(clinic),
            Marked.NAME, (clinic, bed) -> new Marked(clinic),
            Cooled.NAME, (clinic, bed) -> new Cooled(clinic));

    /** To follow those of the {@link Remedies}. */
    static final String RULES = RolledBack.RULE + Rejoined.RULE + Pruned.RULE + Marked.RULE + Cooled.RULE
            + Reset.RULE + Reset.INHIBITS;

    private Courses() {}

    /** What of the configuration they need beside that of the {@link Remedies}. */
    static String settings(FakeNvml gpus, Path home) {
        return "gpu: {library: \"%s\", nvidia_smi: \"%s\"}".formatted(gpus.file(), Reset.smi(home));
    }

    /** The names of those that need more than an alert about a container. */
    static SortedSet<String> more() {
        return new TreeSet<>(MORE.keySet());
    }

    /** @param bed what its first container is called, where it has any */
    static Course more(Clinic clinic, String name, String bed) {
        return Objects.requireNonNull(MORE.get(name)).apply(clinic, bed);
    }

    /** @param only of these names; empty for all */
    static List<Course> of(Clinic clinic, Remedies remedies, List<String> only) {
        List<Course> all = Stream.concat(
                remedies.names().stream().<Course>map(name -> new InBed(clinic, name, remedies.kind(name))),
                more().stream().map(name -> more(clinic, name, name)))
                .filter(course -> only.isEmpty() || only.contains(course.name()))
                .sorted(Comparator.comparing(Course::name))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no kind is called any of " + only);
        }
        return new ArrayList<>(all);
    }
}
