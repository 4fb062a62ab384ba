package io.dockmedic.remediation.ruletest;

import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.rules.kind.Field;
import io.dockmedic.rules.kind.FieldType;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.EventScript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schema of files of tests of rules, by what their readers know. */
final class RuleTestSchema {
    private static final String PLACE = "#/definitions/";

    private RuleTestSchema() {}

    /** As the code has it. */
    static JsonObject made() {
        JsonObject definitions = new JsonObject()
                .put("test", test())
                .put("event", event())
                .put("expected", expected());
        kinds().forEach(kind -> definitions.put(kind.name(), fields(kind)));
        definitions.put("duration", type("string")
                .put("pattern", "^(?=[0-9])([0-9]{1,9}y)?([0-9]{1,9}w)?([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?"
                        + "([0-9]{1,9}s)?([0-9]{1,9}ms)?$")
                .put("description", "A duration as Prometheus writes it: 30s, 10m, 1h30m."));
        JsonObject properties = new JsonObject()
                .put("rule_files",
                        texts("Rule files, beside this file; without them the tests are about shipped rules."))
                .put("alerts", texts("The rules that the tests are about; all of rule_files without it."))
                .put("heal", words(Arrays.stream(HealMode.values())
                        .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                        .toList(), "Whose containers may be healed: for verdict.").put("default", "labelled"))
                .put("tests", list(reference("test")));
        return new JsonObject()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Tests of Dockmedic rules")
                .put("description", "A file of tests of rules: docs/rule-tests.md.")
                .mergeIn(closed(RuleTestReader.KEYS, properties, "tests"))
                .put("definitions", definitions);
    }

    /** All that can be written: schedules are due by themselves. */
    private static List<Kind<?>> kinds() {
        return Kinds.standard()
                .names()
                .stream()
                .filter(name -> !name.equals(ScheduleEvent.Due.KIND))
                .sorted()
                .<Kind<?>>map(name -> Kinds.standard().find(name).orElseThrow())
                .toList();
    }

    private static JsonObject test() {
        JsonObject properties = new JsonObject()
                .put("name", text("What it shows."))
                .put("alerts", texts("The rules that this test is about."))
                .put("events", list(reference("event")).put("description", "What happens."))
                .put("restarts", list(duration("Since the test's beginning."))
                        .put("description", "When Dockmedic is restarted."))
                .put("until", duration("How long it lasts at least; to the last at expected without it, and with "
                        + "expect: [] a day after the last event."))
                .put("expect", list(reference("expected"))
                        .put("description", "All that is told of these rules; [] for nothing."));
        return closed(RuleTestReader.TEST_KEYS, properties, "name", "events", "expect");
    }

    /** What else it may say depends on its kind. */
    private static JsonObject event() {
        JsonArray names = new JsonArray();
        JsonArray each = new JsonArray();
        for (Kind<?> kind : kinds()) {
            names.add(kind.name());
            each.add(new JsonObject()
                    .put("if", new JsonObject()
                            .put("properties",
                                    new JsonObject().put("kind", new JsonObject().put("const", kind.name())))
                            .put("required", new JsonArray().add("kind")))
                    .put("then", reference(kind.name())));
        }
        JsonObject properties = new JsonObject()
                .put("at", duration("When it happens, since the test's beginning."))
                .put("seen", duration("When it is seen, where that is later."))
                .put("kind", new JsonObject().put("enum", names).put("description", "What happens."))
                .put("every", duration("With times: how long it is from one to the next."))
                .put("times", type("integer").put("minimum", 1)
                        .put("maximum", EventScript.MOST)
                        .put("description", "With every: for how many events it stands."))
                .put("add", type("object").put("additionalProperties", type("number"))
                        .put("description", "What numbers change by from each to the next."));
        if (!properties.fieldNames().equals(EventScript.OWN)) {
            throw new IllegalStateException("an event says " + EventScript.OWN);
        }
        return type("object").put("properties", properties)
                .put("required", new JsonArray().add("at").add("kind"))
                .put("dependencies", new JsonObject().put("every", new JsonArray().add("times"))
                        .put("times", new JsonArray().add("every")))
                .put("allOf", each);
    }

    private static JsonObject fields(Kind<?> kind) {
        JsonObject properties = new JsonObject();
        EventScript.OWN.stream().sorted().forEach(own -> properties.put(own, new JsonObject()));
        new TreeMap<>(EventScript.fields(kind)).forEach((name, type) -> {
            if (!EventScript.OWN.contains(name)) {
                properties.put(name, field(kind.field(name), type));
            }
        });
        return new JsonObject().put("description", kind.meaning())
                .put("properties", properties)
                .put("additionalProperties", false);
    }

    private static JsonObject field(@Nullable Field<?> field, FieldType type) {
        List<String> words = field == null ? List.of() : field.words();
        JsonObject schema = switch (type) {
            case NUMBER -> type("integer");
            case FLAG -> type("boolean");
            case SPAN -> new JsonObject().put("allOf", new JsonArray().add(reference("duration")));
            case TEXTS -> type("object").put("additionalProperties", scalar());
            case TEXT -> words.isEmpty() ? scalar() : new JsonObject().put("enum", new JsonArray(words));
            case TIME -> throw new IllegalStateException("no time is written but at and seen");
        };
        return field == null ? schema : schema.put("description", field.meaning());
    }

    private static JsonObject expected() {
        JsonObject properties = new JsonObject()
                .put("at", duration("When it is told, since the test's beginning."))
                .put("alert", text("The rule; needed when the test is about several."))
                .put("is", words(ExpectedReader.CHANGES, "What is told."))
                .put("key", text("The incident's."))
                .put("labels", open("Of the incident, at least these."))
                .put("annotations", open("Of the incident, at least these."))
                .put("count", type("integer").put("minimum", 1)
                        .put("maximum", ExpectedReader.MOST)
                        .put("description", "How many events contributed."))
                .put("remedy", texts("The ladder's actions in order."))
                .put("verdict", words(ExpectedReader.VERDICTS, "On the ladder's first step; none without a remedy."))
                .put("reason", words(ExpectedReader.REASONS, "The verdict's."));
        return closed(ExpectedReader.KEYS, properties, "at", "is");
    }

    /** An object with these keys, which must be all that are read. */
    private static JsonObject closed(Collection<String> keys, JsonObject properties, String... required) {
        if (!properties.fieldNames().equals(Set.copyOf(keys))) {
            throw new IllegalStateException("what is read is " + keys + ", described " + properties.fieldNames());
        }
        return type("object").put("properties", properties)
                .put("required", new JsonArray(List.of(required)))
                .put("additionalProperties", false);
    }

    private static JsonObject type(String name) {
        return new JsonObject().put("type", name);
    }

    /** Text that needs no quotes where it looks like something else. */
    private static JsonObject scalar() {
        return new JsonObject().put("type", new JsonArray().add("string").add("number").add("boolean"));
    }

    private static JsonObject text(String meaning) {
        return type("string").put("description", meaning);
    }

    private static JsonObject texts(String meaning) {
        return list(type("string")).put("description", meaning);
    }

    private static JsonObject open(String meaning) {
        return type("object").put("additionalProperties", type("string")).put("description", meaning);
    }

    private static JsonObject words(List<String> words, String meaning) {
        return new JsonObject().put("enum", new JsonArray(words)).put("description", meaning);
    }

    private static JsonObject list(JsonObject items) {
        return type("array").put("items", items);
    }

    private static JsonObject reference(String definition) {
        return new JsonObject().put("$ref", PLACE + definition);
    }

    private static JsonObject duration(String meaning) {
        return new JsonObject().put("allOf", new JsonArray().add(reference("duration"))).put("description", meaning);
    }
}
