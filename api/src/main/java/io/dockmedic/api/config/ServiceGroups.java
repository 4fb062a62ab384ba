package io.dockmedic.api.config;

import io.dockmedic.remediation.action.limits.LimitsAction;
import io.dockmedic.remediation.decide.brake.Budget;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the list of groups of services. */
public final class ServiceGroups {
    private static final String NAMES = "[A-Za-z0-9_-]{1,40}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<String> SERVICES = Setting.parts("services", "", "a list of services",
            Form.some(Form.TEXT), "");
    private static final Setting<String> LABELS = Setting.parts("labels", "", "a mapping of labels",
            Form.mapping("[^ ]{1,200}", Form.TEXT).with("minProperties", 1), "");
    private static final Setting<String> TIER = Setting.text("tier", Form.matching(NAMES));
    private static final Setting<Optional<Integer>> ACTS = new Setting<>("budget.acts", "budgets.service.acts",
            Settings.SERVICE_ACTS.expected(), Settings.SERVICE_ACTS.form(),
            text -> Optional.of(Settings.SERVICE_ACTS.parse().apply(text)).filter(Optional::isPresent),
            none -> Optional.empty());
    private static final Setting<Optional<Duration>> WITHIN = new Setting<>("budget.within", "budgets.service.within",
            Settings.SERVICE_WITHIN.expected(), Settings.SERVICE_WITHIN.form(),
            text -> Optional.of(Settings.SERVICE_WITHIN.parse().apply(text)).filter(Optional::isPresent),
            none -> Optional.empty());
    private static final Setting<String> CEILING = Setting.of("memory_ceiling", "", "1.2x, +256MiB or 2GiB",
            Form.matching("[0-9]{1,2}(\\.[0-9]{1,2})?x|\\+?[0-9]{1,9}(KiB|MiB|GiB|KB|MB|GB)"),
            text -> Optional.of(text)
                    .filter(one -> one.isEmpty() || LimitsAction.problem(Map.of("ceiling", one)).isEmpty()));

    /** The settings of one, in the order in which a reader wants to know them. */
    static final List<Setting<?>> OWN = List.of(NAME, SERVICES, LABELS, TIER, ACTS, WITHIN, CEILING);

    private final Problems problems;
    private final Surroundings surroundings;
    private final Texts texts;

    ServiceGroups(Problems problems, Surroundings surroundings) {
        this.problems = problems;
        this.surroundings = surroundings;
        this.texts = new Texts(problems);
    }

    /** Whether a group with these keys is one of services: it says which. */
    public static boolean known(Set<String> keys) {
        return keys.contains(SERVICES.key()) || keys.contains(LABELS.key());
    }

    /** @param usual the budget of a service, of which a group's may say a part */
    Groups read(Node node, Budget usual) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.GROUPS + " must be a list", "begin each group with - name: …");
            return Groups.NONE;
        }
        Set<String> names = new HashSet<>();
        List<Group> groups = new ArrayList<>();
        list.getValue().forEach(item -> groups.add(group(item, names, usual)));
        return new Groups(groups);
    }

    private Group group(Node item, Set<String> names, Budget usual) {
        Section section = new Section(item, OWN.stream().<String>map(Setting::key).toList(), problems, surroundings);
        String name = section.get(NAME);
        if (!name.matches(NAMES)) {
            problems.at(item, "a group needs a name of letters, digits, - and _, at most 40", "name: media");
        } else if (!names.add(name)) {
            problems.at(item, "two groups are named " + name, "");
        }
        String tier = section.get(TIER);
        if (!tier.isEmpty() && !tier.matches(NAMES)) {
            problems.at(section.node(TIER.key()).orElse(item), "tier: one word of letters, digits, - and _, at most 40",
                    "tier: gold");
        }
        if (section.node(SERVICES.key()).isEmpty() && section.node(LABELS.key()).isEmpty()) {
            problems.at(item, "a group needs services, labels or both", "services: [\"media/*\"]");
        }
        return new Group(name, tier, texts.read(section, SERVICES).stream().map(ServicePattern::new).toList(),
                section.node(LABELS.key()).map(this::labels).orElse(Map.of()), budget(section, usual),
                section.get(CEILING));
    }

    private static @Nullable Budget budget(Section section, Budget usual) {
        Optional<Integer> acts = section.get(ACTS);
        Optional<Duration> within = section.get(WITHIN);
        return acts.isEmpty() && within.isEmpty()
                ? null
                : new Budget(acts.orElse(usual.acts()), within.orElse(usual.within()));
    }

    private Map<String, String> labels(Node node) {
        Map<String, String> labels = new TreeMap<>();
        if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
            problems.at(node, LABELS.key() + " must be a mapping of labels", "labels: {com.example.team: storage}");
            return labels;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode name && entry.getValueNode() instanceof ScalarNode value
                    && !name.getValue().isBlank()) {
                labels.put(name.getValue(), value.getValue());
            } else {
                problems.at(entry.getKeyNode(), LABELS.key() + ": a label has one name and one value",
                        "labels: {com.example.team: \"*\"} for whatever has that label");
            }
        }
        return labels;
    }
}
