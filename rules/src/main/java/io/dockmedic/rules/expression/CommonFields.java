package io.dockmedic.rules.expression;

import dev.cel.common.types.CelType;
import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields that several kinds have in common, and what to say about those they have not. */
final class CommonFields {
    /** Who wants to know what a log says asks its size. */
    private static final String ABOUT_LOGS = LogSampled.KIND
            + " is how large the log is, and nothing tells what it says (docs/first-rule.md has two ways); ";

    private final List<Kind<?>> kinds;
    private final Map<String, Field<?>> common = new LinkedHashMap<>();

    CommonFields(List<Kind<?>> kinds) {
        this.kinds = List.copyOf(kinds);
        for (Field<?> field : kinds.getFirst().fields()) {
            if (kinds.stream().allMatch(kind -> has(kind, field))) {
                common.put(field.name(), field);
            }
        }
    }

    Map<String, CelType> types() {
        Map<String, CelType> types = new LinkedHashMap<>();
        common.forEach((name, field) -> types.put(name, field.type().cel()));
        return types;
    }

    /** The only texts the field can be in any of the kinds; empty when it can be any, or is no common field. */
    Set<String> words(String fieldName) {
        Set<String> words = new LinkedHashSet<>();
        for (Kind<?> kind : kinds) {
            Field<?> field = kind.field(fieldName);
            if (field == null || field.words().isEmpty()) {
                return Set.of();
            }
            words.addAll(field.words());
        }
        return words;
    }

    /** Whether one of the fields can be this text and few others. */
    boolean isWord(String text) {
        return common.keySet().stream().anyMatch(field -> words(field).contains(text));
    }

    /** What to write instead of a field that is not there. */
    String hintFor(String missing) {
        String without = kinds.stream()
                .filter(kind -> kind.field(missing) == null)
                .map(Kind::name)
                .collect(Collectors.joining(", "));
        boolean someHave = kinds.stream().anyMatch(kind -> kind.field(missing) != null);
        if (someHave) {
            return without + " has no '" + missing + "', and a rule may only use what all of its kinds have";
        }
        boolean ofLogs = kinds.stream().allMatch(kind -> kind.name().equals(LogSampled.KIND));
        return (ofLogs && Nearest.find(missing, common.keySet()).isEmpty() ? ABOUT_LOGS : "")
                + Nearest.hint(missing, common.keySet());
    }

    private static boolean has(Kind<?> kind, Field<?> field) {
        Field<?> same = kind.field(field.name());
        return same != null && same.type() == field.type();
    }
}
