package io.dockmedic.api.config;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.action.about.ActionClass;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.permit.Approval;
import io.dockmedic.remediation.decide.permit.Permits;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads what the owner has switched on and approved in advance. */
final class StandingApprovals {
    private static final Setting<String> ACTIONS = Setting.parts("actions", "", "a list of actions",
            Form.some(Form.oneOf(ofServices())), "");

    /** What one approval has besides the settings of a maintenance window. */
    static final List<Setting<?>> OWN = List.of(ACTIONS);

    private final Problems problems;
    private final Surroundings surroundings;
    private final WindowList windows;

    StandingApprovals(Problems problems, Surroundings surroundings, GroupNames groups) {
        this.problems = problems;
        this.surroundings = surroundings;
        this.windows = new WindowList(problems, surroundings, groups);
    }

    Permits read(Section section) {
        return new Permits(careful(section, Settings.CAREFUL, of(ActionClass.CAREFUL)),
                careful(section, Settings.ASK, Shipped.ASKED),
                section.node(Settings.APPROVALS).map(this::approvals).orElse(List.of()));
    }

    private Set<String> careful(Section section, Setting<?> setting, List<String> known) {
        return section.node(setting.key())
                .filter(node -> !(node instanceof SequenceNode list && list.getValue().isEmpty()))
                .map(node -> names(node, setting, known))
                .orElse(Set.of());
    }

    private List<Approval> approvals(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.APPROVALS + " must be a list", "begin each approval with - name: …");
            return List.of();
        }
        List<Approval> all = new ArrayList<>();
        list.getValue().forEach(item -> approval(item).ifPresent(all::add));
        return all;
    }

    private Optional<Approval> approval(Node item) {
        Section section = new Section(item, Stream.concat(Stream.of(ACTIONS.key()), WindowList.keys().stream())
                .toList(), problems, surroundings);
        Optional<Node> actions = section.node(ACTIONS.key());
        boolean anybody = section.node("services").isEmpty() && !GroupNames.in(section);
        if (actions.isEmpty() || anybody) {
            problems.at(item, "an approval needs actions, and services or groups",
                    "actions: [stop], services: [shop/web]");
            return Optional.empty();
        }
        Set<String> names = names(actions.get(), ACTIONS, ofServices());
        return windows.window(item, section, Optional.of(LocalTime.MIDNIGHT))
                .map(window -> new Approval(names, window));
    }

    /** The names of those that can be approved in advance: an approval names services. */
    private static List<String> ofServices() {
        return Shipped.catalog()
                .descriptions()
                .stream()
                .filter(about -> about.kind() == ActionClass.DESTRUCTIVE && about.aim() != Aim.MEND)
                .map(ActionDescription::name)
                .toList();
    }

    /** The names of all actions of a class. */
    static List<String> of(ActionClass kind) {
        return Shipped.catalog()
                .descriptions()
                .stream()
                .filter(about -> about.kind() == kind)
                .map(ActionDescription::name)
                .toList();
    }

    private Set<String> names(Node node, Setting<?> setting, List<String> known) {
        Set<String> names = new HashSet<>(new Texts(problems).read(node, setting));
        names.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> problems.at(node, setting.key() + ": " + name + " is none of "
                        + String.join(", ", known),
                        of(ActionClass.DESTRUCTIVE).contains(name) ? "that takes a person's yes each time" : ""));
        return names;
    }
}
