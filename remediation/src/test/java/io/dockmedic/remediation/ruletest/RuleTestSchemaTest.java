package io.dockmedic.remediation.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.remediation.ruletest.RuleTestReader.Read;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.testkit.Spoiled;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/rule-tests.schema.json says what the code says. */
class RuleTestSchemaTest {
    private static final Path FILE = Path.of("..", "docs", "rule-tests.schema.json");
    private static final Path FRESH = Path.of("target", "rule-tests.schema.json");
    private static final Path SHIPPED = Path.of("../rules/src/main/resources/io/dockmedic/rules/pack/tests");
    private static final Pattern YAML = Pattern.compile("```yaml\n(rule_files:.*?)```", Pattern.DOTALL);

    /** Mappings with keys of the writer's own choice. */
    private static final Set<String> OPEN = Set.of("labels", "annotations", "add");

    /** Every key there is; that it holds is not asked for. */
    private static final String FULL = """
            alerts: [ContainerThreadsExhausted]
            heal: all
            tests:
              - name: all of it
                alerts: [ContainerThreadsExhausted]
                events:
                  - {at: 0s, seen: 1s, kind: container.sample, service: web, threadsRefused: 4, labels: {a: 1}}
                  - {at: 10s, every: 10s, times: 31, kind: container.sample, threads: 1, add: {threads: 1}}
                restarts: [5s]
                until: 1h30m
                expect:
                  - {at: 1s, alert: ContainerThreadsExhausted, is: fired, key: web, labels: {severity: warning},
                     annotations: {summary: it was}, count: 1, remedy: [escalate], verdict: suppress,
                     reason: no_consent}
            """;

    private final Validator validator = Validator.create(JsonSchema.of(RuleTestSchema.made()),
            new JsonSchemaOptions().setDraft(Draft.DRAFT7).setBaseUri("app://rule-tests"));
    private final RuleTestReader reader = new RuleTestReader(Kinds.standard(),
            new RuleLoader(Kinds.standard(), Shipped.catalog()),
            name -> RuleFile.unreadable(name, "is not there"));

    private boolean accepts(JsonObject file) {
        return validator.validate(file).getValid();
    }

    @Test
    void theSchemaSaysWhatTheCodeSays() throws IOException {
        String made = RuleTestSchema.made().encodePrettily() + "\n";
        Files.createDirectories(FRESH.getParent());
        Files.writeString(FRESH, made);
        assertThat(FILE).as("remediation/%s is what is to be there", FRESH).content().isEqualTo(made);
    }

    @Test
    void everyShippedFileIsOfItAndNamesItFirst() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(SHIPPED)) {
            files = found.toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        for (Path file : files) {
            String text = Files.readString(file);
            assertThat(accepts(json(text))).as("%s", file).isTrue();
            String first = text.lines().findFirst().orElseThrow();
            assertThat(first).as("%s", file).startsWith("# yaml-language-server: $schema=");
            assertThat(file.resolveSibling(first.substring(first.indexOf('=') + 1)).normalize())
                    .isEqualTo(FILE);
        }
    }

    @Test
    void theExampleOfThePageIsOfIt() throws IOException {
        List<String> examples = YAML.matcher(Files.readString(Path.of("../docs/rule-tests.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(examples).hasSize(1);
        assertThat(accepts(json(examples.getFirst()))).isTrue();
    }

    @Test
    void whatItRefusesTheProgramRefusesToo() {
        JsonObject file = json(FULL);
        assertThat(accepts(file)).isTrue();
        assertThat(problems(file)).isEmpty();
        int refused = 0;
        for (String one : Spoiled.of(file.encode(), OPEN).keys()) {
            JsonObject wrong = new JsonObject(one);
            if (!accepts(wrong)) {
                refused++;
                assertThat(problems(wrong)).as(one).isNotEmpty();
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void unknownKeysAreRefused() {
        for (String wrong : Spoiled.of(json(FULL).encode(), OPEN).strangers()) {
            assertThat(accepts(new JsonObject(wrong))).as(wrong).isFalse();
        }
    }

    @Test
    void mistakesAreRefused() {
        for (Map.Entry<String, String> mistake : Map.of(
                "at: 0s", "at: 0",
                "kind: container.sample", "kind: container.simple",
                "threadsRefused: 4", "threadsRefused: few",
                "times: 31", "times: 0",
                "heal: all", "heal: some",
                "is: fired", "is: on fire",
                "count: 1", "count: many",
                "verdict: suppress", "verdict: maybe",
                "until: 1h30m", "until: 30m1h",
                "service: web", "meaning: none").entrySet()) {
            assertThat(FULL).contains(mistake.getKey());
            JsonObject wrong = json(FULL.replace(mistake.getKey(), mistake.getValue()));
            assertThat(accepts(wrong)).as(mistake.getValue()).isFalse();
            assertThat(problems(wrong)).as(mistake.getValue()).isNotEmpty();
        }
    }

    /** What the program says of it. */
    private List<String> problems(JsonObject file) {
        return reader.read("own.test.yml", file.encode()) instanceof Read.Refused(List<String> problems)
                ? problems
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static JsonObject json(String yaml) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new JsonObject(new JsonObject((Map<String, Object>) loaded).encode());
    }
}
