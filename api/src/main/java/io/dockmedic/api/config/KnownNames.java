package io.dockmedic.api.config;

import io.dockmedic.api.security.Known;
import io.dockmedic.api.security.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads lists of whom others vouch for, {@code [{name: ops, scopes: [operate]}]}. */
final class KnownNames {
    /** One scope. */
    static final Form SCOPE = Form.oneOf(Arrays.stream(Scope.values()).map(Scope::word).toList());

    private static final String NAMES = "[A-Za-z0-9._@:/+-]{1,100}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<String> SCOPES = Setting.parts("scopes", "", "a list of scopes", Form.some(SCOPE), "");

    /** The whole list. */
    static final Form FORM = Form.list(Form.all(List.of(NAME, SCOPES)));

    private static final List<String> OWN = List.of(NAME.key(), SCOPES.key());
    private static final String LIKE = "[{name: ops, scopes: [operate]}]";
    private static final String WORDS = Arrays.stream(Scope.values())
            .map(Scope::word)
            .collect(Collectors.joining(", "));

    private final Problems problems;
    private final Surroundings surroundings;

    KnownNames(Problems problems, Surroundings surroundings) {
        this.problems = problems;
        this.surroundings = surroundings;
    }

    /** Empty when the setting is not set, or a list of nobody. */
    List<Known> read(Section section, Setting<List<Known>> setting) {
        Optional<Node> node = given(section, setting);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode list)) {
            problems.at(node.get(), setting.key() + " must be " + setting.expected(), LIKE);
            return List.of();
        }
        Set<String> names = new HashSet<>();
        List<Known> known = new ArrayList<>();
        for (Node item : list.getValue()) {
            Section one = new Section(item, OWN, problems, surroundings);
            String name = one.get(NAME);
            if (!name.matches(NAMES)) {
                problems.at(item, setting.key() + ": a name is of letters, digits and . _ @ : / + -, at most 100",
                        LIKE);
            } else if (!names.add(name)) {
                problems.at(item, setting.key() + ": two are named " + name, "");
            }
            Optional<Node> scopes = one.node(SCOPES.key());
            if (scopes.isEmpty()) {
                problems.at(item, setting.key() + ": " + (name.isEmpty() ? "each" : name) + " needs scopes", LIKE);
            }
            known.add(new Known(name, scopes.map(at -> scopes(at, setting.key())).orElse(Set.of())));
        }
        return List.copyOf(known);
    }

    /** Where it is set to more than an empty list, which is as good as nothing. */
    static Optional<Node> given(Section section, Setting<?> setting) {
        return section.node(setting.key())
                .filter(node -> !(node instanceof SequenceNode list && list.getValue().isEmpty()));
    }

    /** Those of a list of words. */
    Set<Scope> scopes(Node node, String key) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
            problems.at(node, key + ": scopes must be a list of " + WORDS, "[read]");
            return scopes;
        }
        for (Node one : list.getValue()) {
            String word = one instanceof ScalarNode scalar ? scalar.getValue() : "this";
            Scope.of(word)
                    .ifPresentOrElse(scopes::add,
                            () -> problems.at(one, key + ": there is no scope " + word + "; there are " + WORDS, ""));
        }
        return scopes;
    }
}
