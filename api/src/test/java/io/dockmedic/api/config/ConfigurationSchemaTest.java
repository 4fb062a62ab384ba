package io.dockmedic.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Spoiled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/dockmedic.schema.json says what the code says. */
class ConfigurationSchemaTest {
    private static final Path FILE = Path.of("..", "docs", "dockmedic.schema.json");
    private static final Path FRESH = Path.of("target", "dockmedic.schema.json");
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Surroundings ROOT = new Surroundings(Map.of(), Path.of("/root"), true);

    private final Validator validator = ConfigurationSchema.validator();

    private boolean accepts(JsonObject file) {
        return validator.validate(file).getValid();
    }

    private static boolean isGood(JsonObject file) {
        return new ConfigFile(ROOT).withoutSecrets()
                .parse(Path.of("/etc/dockmedic/dockmedic.yml"), file.encode()) instanceof ConfigFile.Good;
    }

    @Test
    void theSchemaSaysWhatTheCodeSays() throws IOException {
        String made = ConfigurationSchema.made().encodePrettily() + "\n";
        Files.createDirectories(FRESH.getParent());
        Files.writeString(FRESH, made);
        assertThat(FILE).as("api/%s is what is to be there", FRESH).content().isEqualTo(made);
    }

    /** None is without a form, and none is in it that there is not. */
    @Test
    void everySettingIsInIt() {
        Map<String, JsonObject> found = new HashMap<>();
        leaves(ConfigurationSchema.made(), "", found);
        List<String> keys = Stream.concat(Settings.ALL.stream().map(Setting::key),
                Items.ALL.stream().flatMap(list -> list.each().stream().map(one -> list.key() + "/" + one.key())))
                .toList();
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(found).allSatisfy((key, schema) -> {
            assertThat(schema.getString("description")).as(key).isNotBlank().doesNotContain("](");
            assertThat(schema.containsKey("type") || schema.containsKey("enum") || schema.containsKey("anyOf")).as(key)
                    .isTrue();
        });
        assertThat(schema("heal").getString("default")).isEqualTo("labelled");
        assertThat(schema("storm.percent").getInteger("maximum")).isEqualTo(100);
    }

    private static void leaves(JsonObject schema, String prefix, Map<String, JsonObject> found) {
        for (Map.Entry<String, Object> entry : schema.getJsonObject("properties")) {
            String key = prefix + entry.getKey();
            JsonObject one = (JsonObject) entry.getValue();
            if (Items.ALL.stream().anyMatch(list -> list.key().equals(key))) {
                leaves(one.getJsonObject("items"), key + "/", found);
            } else if (one.containsKey("properties")) {
                leaves(one, key + ".", found);
            } else {
                found.put(key, one);
            }
        }
    }

    @Test
    void defaultsAreOfIt() {
        for (Setting<?> setting : Settings.ALL) {
            JsonObject schema = schema(setting.key());
            if (schema.containsKey("default")) {
                JsonObject file = set(setting.key(), schema.getValue("default"));
                assertThat(accepts(file)).as(file.encode()).isTrue();
            }
        }
    }

    @Test
    void whatHasPartsThatNoneKnowsIsRefused() {
        for (Setting<?> setting : Settings.ALL) {
            JsonObject file = set(setting.key(), new JsonObject().put("a", new JsonArray().add("b")));
            assertThat(accepts(file)).as(file.encode()).isFalse();
            assertThat(isGood(file)).as(file.encode()).isFalse();
        }
    }

    @Test
    void whatIsThereWithoutAValueOrBehindADotIsOfItToo() {
        for (String text : List.of("gpu:", "maintenance:", "escalation: {receivers: }", "external_url:", "heal:",
                "alerts: {targets: }", "retention.age: 7d", "budgets: {service.acts: 5}",
                "escalation.receivers: [{name: a, webhook.url: \"http://127.0.0.1/\"}]",
                "host_commands: [{name: a, command: [/bin/true], timeout: }]")) {
            JsonObject file = ConfigurationSchema.read(text);
            assertThat(isGood(file)).as(text).isTrue();
            assertThat(accepts(file)).as(text).isTrue();
        }
    }

    @Test
    void whatIsShippedIsOfItAndNamesItFirst() throws IOException {
        Map<String, String> shipped = Map.of(
                "../deploy/compose/dockmedic.yml", "../../docs/dockmedic.schema.json",
                "../deploy/debian/dockmedic.yml", "/usr/share/doc/dockmedic/dockmedic.schema.json");
        for (Map.Entry<String, String> one : shipped.entrySet()) {
            String text = Files.readString(Path.of(one.getKey()));
            assertThat(accepts(ConfigurationSchema.read(text))).as(one.getKey()).isTrue();
            assertThat(text).startsWith("# yaml-language-server: $schema=" + one.getValue() + "\n");
        }
    }

    @Test
    void whatItRefusesOfThePagesExamplesTheProgramRefusesToo() throws IOException {
        int refused = 0;
        for (JsonObject file : examples()) {
            assertThat(accepts(file)).as(file.encode()).isTrue();
            Spoiled spoiled = Spoiled.of(file.encode(), Set.of());
            for (String one : Stream.concat(spoiled.keys().stream(), spoiled.strangers().stream()).toList()) {
                JsonObject wrong = new JsonObject(one);
                if (!accepts(wrong)) {
                    refused++;
                    assertThat(isGood(wrong)).as(one).isFalse();
                }
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void mistakesAreRefused() {
        for (String wrong : List.of(
                "heel: all", "heal: some", "dry_run: maybe", "settle: 10", "settle: soon", "listen: 9717",
                "budgets: {service: {acts: 0}}", "budgets: {service: {act: 5}}", "budgets: 5",
                "storm: {percent: 101}", "retention: {size: 1TB}", "gpu: {cures: {31: pray}}",
                "engine: {address: \"ftp://engine\"}", "logs: {level: loud}", "actions: {careful: [stop]}",
                "access: {certificates: [{name: ops}]}", "access: {proxy: {scopes: [all]}}",
                "kafka: {publish: {events: [container.sample]}}", "escalation: {receivers: pager}",
                "escalation: {receivers: [{webhook: {url: \"http://a/\"}}]}",
                "maintenance: [{name: night, from: \"22:00\"}]",
                "maintenance: [{name: night, from: \"22:00\", to: \"23:00\", days: [funday]}]",
                "approvals: [{name: a, actions: [fly], services: [web]}]",
                "hosts: [{name: a}]", "host_commands: [{name: a, command: /bin/true}]")) {
            JsonObject file = ConfigurationSchema.read(wrong);
            assertThat(accepts(file)).as(wrong).isFalse();
            assertThat(isGood(file)).as(wrong).isFalse();
        }
    }

    private static JsonObject schema(String key) {
        JsonObject at = ConfigurationSchema.made();
        for (String name : key.split(Pattern.quote("."), -1)) {
            at = at.getJsonObject("properties").getJsonObject(name);
        }
        return at;
    }

    private static JsonObject set(String key, Object value) {
        Object file = value;
        for (String name : List.of(key.split(Pattern.quote("."), -1)).reversed()) {
            file = new JsonObject().put(name, file);
        }
        return (JsonObject) file;
    }

    private static List<JsonObject> examples() throws IOException {
        return YAML.matcher(Files.readString(PAGE))
                .results()
                .map(block -> ConfigurationSchema.read(block.group(1)))
                .toList();
    }
}
