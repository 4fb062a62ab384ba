package io.dockmedic.api.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema of {@code dockmedic.yml}: every setting there is, with what docs/configuration.md says of it. */
public final class ConfigurationSchema {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| (.*?) ?\\| (.*) \\|$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)\\]\\([^)]*\\)");
    private static final String PROPERTIES = "properties";

    private ConfigurationSchema() {}

    /** As the code and the page have it. */
    static JsonObject made() {
        IdentityHashMap<Setting<?>, String> meanings = meanings();
        JsonObject root = new JsonObject()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("title", "Dockmedic's configuration")
                .put("description", "dockmedic.yml: docs/configuration.md.")
                .mergeIn(section());
        Settings.ALL.forEach(setting -> put(root, setting.key(), orNothing(schema(setting, meanings))));
        for (Items list : Items.ALL) {
            JsonObject item = section();
            list.each()
                    .forEach(setting -> put(item, setting.key(), list.required().contains(setting.key())
                            ? schema(setting, meanings)
                            : orNothing(schema(setting, meanings))));
            item.put("required", new JsonArray(list.required())).put("type", "object");
            put(root, list.key(), orNothing(new JsonObject().put("type", "array").put("items", item)));
        }
        return new JsonObject(root.encode());
    }

    /** Knows whether a configuration is of it. */
    static Validator validator() {
        return Validator.create(JsonSchema.of(made()), new JsonSchemaOptions().setDraft(Draft.DRAFT7)
                .setBaseUri("app://configuration"));
    }

    /** Whether an editor that knows the schema would have nothing to say of a file. */
    public static boolean accepts(String yaml) {
        return validator().validate(read(yaml)).getValid();
    }

    /** A file as the validator takes it. */
    static JsonObject read(String yaml) {
        return plain(new Load(LoadSettings.builder().build()).loadFromString(yaml)) instanceof JsonObject object
                ? object
                : new JsonObject();
    }

    /** Keys of mappings may be numbers in YAML. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, one) -> object.put(String.valueOf(key), plain(one)));
                yield object;
            }
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(one -> array.add(plain(one)));
                yield array;
            }
            case null, default -> value;
        };
    }

    /** What the page's tables say of each, in their order. */
    private static IdentityHashMap<Setting<?>, String> meanings() {
        Deque<String[]> rows = new ArrayDeque<>();
        ROW.matcher(page())
                .results()
                .forEach(row -> rows.add(new String[]{row.group(1), LINK.matcher(row.group(3)).replaceAll("$1")}));
        IdentityHashMap<Setting<?>, String> meanings = new IdentityHashMap<>();
        Settings.ALL.forEach(setting -> meanings.put(setting, next(rows, setting)));
        for (Items list : Items.ALL) {
            for (Setting<?> setting : list.each()) {
                // An approval has what a window has.
                if (!meanings.containsKey(setting)) {
                    meanings.put(setting, next(rows, setting));
                }
            }
        }
        return meanings;
    }

    private static String next(Deque<String[]> rows, Setting<?> setting) {
        String[] row = rows.remove();
        if (!row[0].equals(setting.key())) {
            throw new IllegalStateException("the page says of " + row[0] + " what it should of " + setting.key());
        }
        return row[1];
    }

    private static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject section() {
        return orNothing(new JsonObject().put("type", "object")
                .put(PROPERTIES, new JsonObject())
                // A key may have the next one behind a dot.
                .put("patternProperties", new JsonObject().put("\\.", new JsonObject()))
                .put("additionalProperties", false));
    }

    /** What is there without a value is not set. */
    private static JsonObject orNothing(JsonObject schema) {
        if (schema.containsKey("enum")) {
            schema.put("enum", schema.getJsonArray("enum").copy().addNull());
        } else if (schema.containsKey("anyOf")) {
            schema.put("anyOf", schema.getJsonArray("anyOf").copy().add(new JsonObject().put("type", "null")));
        } else {
            Object type = schema.getValue("type");
            schema.put("type", (type instanceof JsonArray all ? all.copy() : new JsonArray().add(type)).add("null"));
        }
        return schema;
    }

    private static void put(JsonObject root, String key, JsonObject schema) {
        JsonObject here = root.getJsonObject(PROPERTIES);
        List<String> names = List.of(key.split(Pattern.quote("."), -1));
        for (String name : names.subList(0, names.size() - 1)) {
            if (!here.containsKey(name)) {
                here.put(name, section());
            }
            here = here.getJsonObject(name).getJsonObject(PROPERTIES);
        }
        if (here.containsKey(names.getLast())) {
            throw new IllegalStateException(key + " is there twice");
        }
        here.put(names.getLast(), schema);
    }

    private static JsonObject schema(Setting<?> setting, IdentityHashMap<Setting<?>, String> meanings) {
        JsonObject schema = new JsonObject(new LinkedHashMap<>(setting.form().keywords()));
        String meaning = String.valueOf(meanings.get(setting));
        Optional<Object> fixed = fixed(setting);
        fixed.ifPresent(value -> schema.put("default", value));
        boolean told = fixed.isPresent() || setting.defaultText().isEmpty();
        return schema.put("description", told ? meaning : meaning + " Default: " + setting.defaultText() + ".");
    }

    /** The default, where the file would write it so. */
    private static Optional<Object> fixed(Setting<?> setting) {
        String text = setting.defaultText();
        boolean parts = text.startsWith("[") || text.startsWith("{");
        if (text.isEmpty() || text.contains("`") || (!parts && setting.parse().apply(text).isEmpty())) {
            return Optional.empty();
        }
        Object value = plain(new Load(LoadSettings.builder().build()).loadFromString(text));
        return Optional.ofNullable(value).filter(one -> parts || !(one instanceof JsonObject));
    }
}
