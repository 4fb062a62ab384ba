package io.dockmedic.chaos.aimed;

import io.dockmedic.testkit.gpu.FakeNvml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All kinds of remedies that are tried under kills: the {@link Remedies}, and those that need more than an alert about a container. */
final class Courses {
    /** A new one is a class of its own and a line here and in {@link #RULES}. */
    private static final List<Function<Clinic, Course>> MORE = List.of(RolledBack::new, Rejoined::new, Pruned::new,
            Marked::new, Cooled::new);

    /** To follow those of the {@link Remedies}. */
    static final String RULES = RolledBack.RULE + Rejoined.RULE + Pruned.RULE + Marked.RULE + Cooled.RULE;

    private Courses() {}

    /** What of the configuration they need beside that of the {@link Remedies}. */
    static String settings(FakeNvml gpus) {
        return "gpu: {library: \"" + gpus.file() + "\"}";
    }

    /** @param only of these names; empty for all */
    static List<Course> of(Clinic clinic, Remedies remedies, List<String> only) {
        List<Course> all = Stream.concat(
                remedies.names().stream().<Course>map(name -> new InBed(clinic, name, remedies.kind(name))),
                MORE.stream().map(made -> made.apply(clinic)))
                .filter(course -> only.isEmpty() || only.contains(course.name()))
                .sorted(Comparator.comparing(Course::name))
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no kind is called any of " + only);
        }
        return new ArrayList<>(all);
    }
}
