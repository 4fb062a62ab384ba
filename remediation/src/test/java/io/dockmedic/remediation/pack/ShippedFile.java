package io.dockmedic.remediation.pack;

import io.dockmedic.rules.file.RuleFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A shipped rule file as it is written, with what its comments say.
 *
 * @param name  {@code pack/containers.yml}
 * @param lines all of it
 * @param root  what is in it
 */
record ShippedFile(String name, List<String> lines, Map<?, ?> root) {
    static ShippedFile of(RuleFile file) {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(file.text());
        return new ShippedFile(file.name(), file.text().lines().toList(), (Map<?, ?>) root);
    }

    /** Its rules in their order. */
    List<Map<?, ?>> rules() {
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : list(root, "groups")) {
            for (Object rule : list((Map<?, ?>) group, "rules")) {
                rules.add((Map<?, ?>) rule);
            }
        }
        return rules;
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return (List<?>) Objects.requireNonNull(map.get(key), key);
    }

    /** What is there beside rules: predicates, lists, what inhibits what. */
    Map<?, ?> rest() {
        Map<Object, Object> rest = new LinkedHashMap<>(root);
        rest.remove("groups");
        return rest;
    }

    /** The comment at the beginning, without the line that is for editors; an empty comment line ends a paragraph. */
    String about() {
        List<String> comment = lines.stream().skip(1).takeWhile(line -> line.startsWith("#")).toList();
        return comment.stream()
                .map(line -> line.substring(1).strip())
                .map(line -> line.isEmpty() ? "\n\n" : line + " ")
                .collect(Collectors.joining())
                .replaceAll(" *\n\n", "\n\n")
                .strip();
    }

    /** The comment right above a rule; empty when there is none. */
    String about(String alert) {
        int at = 0;
        while (!lines.get(at).strip().equals("- alert: " + alert)) {
            at++;
        }
        int first = at;
        while (lines.get(first - 1).strip().startsWith("#")) {
            first--;
        }
        return lines.subList(first, at)
                .stream()
                .map(line -> line.strip().substring(1).strip())
                .collect(Collectors.joining(" "));
    }
}
