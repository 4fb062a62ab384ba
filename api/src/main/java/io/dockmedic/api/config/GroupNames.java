package io.dockmedic.api.config;

import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.Members;
import io.dockmedic.rules.expression.Nearest;
import java.util.List;
import java.util.Optional;

/** Reads whom a part of the file concerns where it names groups. */
final class GroupNames {
    private static final Setting<String> GROUPS = setting();

    private final Groups groups;
    private final Problems problems;

    GroupNames(Groups groups, Problems problems) {
        this.groups = groups;
        this.problems = problems;
    }

    /** Beside the services of whatever concerns services: each has one of its own, of which its page says what it is for. */
    static Setting<String> setting() {
        return Setting.parts("groups", "", "a list of groups", Form.some(Form.TEXT), "");
    }

    /** Whether some are named. */
    static boolean in(Section section) {
        return section.node(GROUPS.key()).isPresent();
    }

    /** Whoever belongs to those that are named. */
    List<Members> members(Section section) {
        return named(section).stream().map(one -> new Members(groups, one.name())).toList();
    }

    /** Those that are named; one that there is not is a problem. */
    List<Group> named(Section section) {
        return new Texts(problems).read(section, GROUPS)
                .stream()
                .flatMap(name -> group(name, section).stream())
                .toList();
    }

    private Optional<Group> group(String name, Section section) {
        Optional<Group> group = groups.all().stream().filter(one -> one.name().equals(name)).findFirst();
        if (group.isEmpty()) {
            List<String> known = groups.all().stream().map(Group::name).toList();
            problems.at(section.node(GROUPS.key()).orElseThrow(), GROUPS.key() + ": there is no group " + name,
                    Nearest.find(name, known)
                            .map(nearest -> "did you mean " + nearest + "?")
                            .orElse(known.isEmpty()
                                    ? "say who they are: groups: [{name: " + name + ", services: [shop/web]}]"
                                    : "there are " + String.join(", ", known)));
        }
        return group;
    }
}
