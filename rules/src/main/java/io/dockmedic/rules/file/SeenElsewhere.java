package io.dockmedic.rules.file;

import io.dockmedic.collectors.event.AuditEvent;
import io.dockmedic.collectors.event.BackupEvent;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.EngineEvent;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.ExternalEvent;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.event.HostEvent;
import io.dockmedic.collectors.event.ImageEvent;
import io.dockmedic.collectors.event.KernelEvent;
import io.dockmedic.collectors.event.RulesEvent;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import io.dockmedic.rules.yaml.YamlNode;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses a proof of a step by events that never are about the same as it: it never could hold. */
final class SeenElsewhere {
    /** What events are about. */
    private enum About {
        CONTAINER("a container"), PROCESS("a process"), FILE_SYSTEM("a file system"), DEVICE("a device"), GPU(
                "a GPU"), DRIVER("a driver of GPUs"), ENGINE("the engine"), IMAGE(
                        "an image"), ALERT("another system's alert"), TOLD("what another system tells"), TIME(
                                "a time"), RULES(
                                        "the rules themselves");

        private final String words;

        About(String words) {
            this.words = words;
        }
    }

    /** @param about of that type: one event is about one of these */
    private record Of(Class<? extends Event> type, Set<About> about) {}

    /** The first that fits counts. */
    private static final List<Of> ALL = List.of(
            new Of(ContainerEvent.class, EnumSet.of(About.CONTAINER)),
            new Of(AuditEvent.class, EnumSet.of(About.CONTAINER)),
            new Of(BackupEvent.class, EnumSet.of(About.CONTAINER)),
            new Of(ExternalEvent.Alert.class, EnumSet.of(About.CONTAINER, About.ALERT)),
            new Of(ExternalEvent.class, EnumSet.of(About.CONTAINER, About.TOLD)),
            new Of(KernelEvent.OutOfMemory.class, EnumSet.of(About.CONTAINER, About.PROCESS)),
            new Of(KernelEvent.TaskHung.class, EnumSet.of(About.CONTAINER, About.PROCESS)),
            new Of(KernelEvent.Quiet.class, EnumSet.of(About.CONTAINER, About.PROCESS, About.DEVICE)),
            new Of(KernelEvent.class, EnumSet.of(About.DEVICE)),
            new Of(HostEvent.class, EnumSet.of(About.FILE_SYSTEM)),
            new Of(GpuEvent.DriverSampled.class, EnumSet.of(About.DRIVER)),
            new Of(GpuEvent.class, EnumSet.of(About.GPU)),
            new Of(EngineEvent.class, EnumSet.of(About.ENGINE)),
            new Of(ImageEvent.class, EnumSet.of(About.IMAGE)),
            new Of(RulesEvent.class, EnumSet.of(About.RULES)),
            new Of(ScheduleEvent.class, EnumSet.of(About.TIME)));

    private final Kinds kinds;
    private final Set<About> rule;

    private SeenElsewhere(Kinds kinds, Set<About> rule) {
        this.kinds = kinds;
        this.rule = rule;
    }

    /**
     * Of the steps of one rule.
     *
     * @param fault  on which it fires
     * @param beside what else becomes part of its incidents
     */
    static SeenElsewhere in(Set<String> fault, Collection<String> beside, Kinds kinds) {
        Set<About> about = about(fault, kinds);
        if (!about.equals(EnumSet.of(About.CONTAINER))) {
            about.addAll(about(beside, kinds));
        }
        return new SeenElsewhere(kinds, about);
    }

    /** Whether it is known what the rule is about. */
    boolean isKnown() {
        return !rule.isEmpty();
    }

    /** @param named the step names the service that it is about */
    void check(YamlNode item, Step step, boolean named) {
        Set<About> here = named ? EnumSet.of(About.CONTAINER) : rule;
        if (here.isEmpty() || step.verify() == null || !(step.verify().condition() instanceof Seen seen)) {
            return;
        }
        Set<String> never = seen.events()
                .kinds()
                .stream()
                .filter(name -> Collections.disjoint(about(Set.of(name), kinds), here))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!never.isEmpty()) {
            at(item).problem("the " + (named ? "step" : "rule") + " is about "
                    + here.stream().map(about -> about.words).collect(Collectors.joining(" or ")) + ", and "
                    + String.join(", ", never) + " tells of none: the proof could never hold",
                    here.contains(About.CONTAINER)
                            ? "write a kind that is about containers: on: container.sample"
                            : "write a kind that tells of that: " + telling(here));
        }
    }

    private String telling(Set<About> here) {
        return kinds.all()
                .stream()
                .map(Kind::name)
                .filter(name -> !Collections.disjoint(about(Set.of(name), kinds), here))
                .collect(Collectors.joining(", "));
    }

    /** Nothing of what there is no kind of. */
    private static Set<About> about(Collection<String> names, Kinds kinds) {
        Set<About> all = EnumSet.noneOf(About.class);
        names.stream()
                .flatMap(name -> kinds.find(name).stream())
                .flatMap(kind -> ALL.stream().filter(of -> of.type().isAssignableFrom(kind.type())).limit(1))
                .forEach(of -> all.addAll(of.about()));
        return all;
    }

    /** The kinds, where they are written. */
    private static YamlNode at(YamlNode item) {
        Optional<YamlNode> seen = value(item, "verify").flatMap(verify -> value(verify, Seen.WORD));
        return seen.flatMap(node -> value(node, "on")).or(() -> seen).orElse(item);
    }

    private static Optional<YamlNode> value(YamlNode node, String key) {
        return node.openMap().flatMap(map -> map.get(key));
    }
}
