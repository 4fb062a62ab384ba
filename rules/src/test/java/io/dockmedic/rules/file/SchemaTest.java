package io.dockmedic.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.testkit.Spoiled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/rules.schema.json says what the code says. */
class SchemaTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** Mappings with keys of the writer's own choice. */
    private static final Set<String> OPEN = Set.of("labels", "annotations", "with", "predicates", "lists");

    private final JsonObject schema;
    private final Validator validator;

    SchemaTest() throws IOException {
        schema = new JsonObject(Files.readString(Path.of("../docs/rules.schema.json")));
        validator = Validator.create(
                JsonSchema.of(schema), new JsonSchemaOptions().setDraft(Draft.DRAFT7).setBaseUri("app://rules"));
    }

    private boolean accepts(JsonObject file) {
        return validator.validate(file).getValid();
    }

    @Test
    void everyShippedFileIsOfItAndNamesItFirst() {
        for (RuleFile file : Pack.files()) {
            assertThat(accepts(json(file.text()))).as(file.name()).isTrue();
            assertThat(file.text()).startsWith("# yaml-language-server: $schema=")
                    .contains("/docs/rules.schema.json\n");
        }
    }

    @Test
    void itHasTheKeysAndKindsOfTheCode() {
        JsonObject definitions = schema.getJsonObject("definitions");
        List<String> keys = new RuleLoader(Kinds.standard(), new TestActions()).keys();
        assertThat(definitions.getJsonObject("rule").getJsonObject("properties").fieldNames())
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(definitions.getJsonObject("kind").getJsonArray("enum").stream().map(String::valueOf).toList())
                .containsExactlyInAnyOrderElementsOf(List.copyOf(Kinds.standard().names()));
    }

    @Test
    void whatItRefusesTheProgramRefusesToo() throws IOException {
        int refused = 0;
        for (JsonObject file : examples()) {
            assertThat(accepts(file)).as(file.encode()).isTrue();
            for (String wrong : Spoiled.of(file.encode(), OPEN).keys()) {
                if (!accepts(new JsonObject(wrong))) {
                    refused++;
                    assertThat(RuleBench.problems(wrong)).as(wrong).isNotEmpty();
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void unknownKeysAreRefused() throws IOException {
        for (JsonObject file : examples()) {
            for (String wrong : Spoiled.of(file.encode(), OPEN).strangers()) {
                assertThat(accepts(new JsonObject(wrong))).as(wrong).isFalse();
            }
        }
    }

    @Test
    void numbersAndDurationsHaveTheSameBounds() {
        for (String wrong : List.of(
                "count: {at_least: 1, within: 1m}", "count: {at_least: 1001, within: 1m}",
                "count: {at_least: 3, within: 60}", "for: 5", "for: 1 m", "by: event.service",
                "distinct: {of: event.service, at_least: 3, within: 1m}", "labels: {severity: bad}",
                "labels: {route: nowhere}", "resolve: []", "on: []", "on: container.die", "alert: 1 2",
                "delta: {of: event.exitCode, rises_by: 0, within: 1m}",
                "delta: {of: event.exitCode, rises_by: 1, falls_by: 1, within: 1m}")) {
            String key = wrong.substring(0, wrong.indexOf(':'));
            JsonObject file = json("groups: [{name: a, rules: [{alert: A, on: container.died, "
                    + "resolve: {on: container.started}}]}]");
            rule(file).put(key, json(wrong).getValue(key));
            assertThat(accepts(file)).as(wrong).isFalse();
            assertThat(RuleBench.problems(file.encode())).as(wrong).isNotEmpty();
        }
    }

    private static JsonObject rule(JsonObject file) {
        return file.getJsonArray("groups").getJsonObject(0).getJsonArray("rules").getJsonObject(0);
    }

    /** The rules of docs/rules.md, each as a file. */
    private static List<JsonObject> examples() throws IOException {
        String page = Files.readString(Path.of("../docs/rules.md"));
        List<JsonObject> examples = new ArrayList<>();
        for (String example : YAML.matcher(page).results().map((MatchResult found) -> found.group(1)).toList()) {
            JsonObject one = json(example);
            examples.add(one.containsKey("groups")
                    ? one
                    : new JsonObject().put("groups", new JsonArray().add(
                            new JsonObject().put("name", "example").put("rules", new JsonArray().add(one)))));
        }
        return examples;
    }

    @SuppressWarnings("unchecked")
    private static JsonObject json(String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new JsonObject(new JsonObject((Map<String, Object>) loaded).encode());
    }
}
