package io.dockmedic.api.schema;

import io.dockmedic.api.http.OpenApiEndpoint;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code openapi.yaml} says is sent and answered, against what is; closed: nothing may be there that it does not name. */
public final class Documented {
    /** The document that is shipped. */
    public static final Documented SHIPPED = new Documented(read());

    private final JsonObject document;
    private final JsonObject schemas;
    private final Map<String, Validator> validators = new ConcurrentHashMap<>();

    private Documented(JsonObject document) {
        this.document = document;
        this.schemas = Schemas.closed(document.getJsonObject("components").getJsonObject("schemas"));
    }

    @SuppressWarnings("unchecked")
    private static JsonObject read() {
        try (InputStream text = Objects
                .requireNonNull(OpenApiEndpoint.class.getResourceAsStream("openapi.yaml"))) {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(text);
            return new JsonObject(new JsonObject((Map<String, Object>) loaded).encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema's definition, as it is there. */
    JsonObject schema(String name) {
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    /** Operations of which an answer of JSON is not described. */
    public List<String> undescribed() {
        List<String> bare = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(method -> ((JsonObject) method.getValue())
                        .getJsonObject("responses")
                        .forEach(status -> {
                            JsonObject content = resolved((JsonObject) status.getValue()).getJsonObject("content");
                            if (content != null) {
                                content.forEach(type -> {
                                    if (type.getKey().endsWith("json")
                                            && !((JsonObject) type.getValue()).containsKey("schema")) {
                                        bare.add(method.getKey() + " " + path.getKey() + " " + status.getKey());
                                    }
                                });
                            }
                        })));
        return bare;
    }

    /**
     * What is wrong with an answer.
     *
     * @param path as it was asked for, or as the document has it
     * @param type its media type; empty when it has none
     */
    public List<String> answer(String method, String path, int status, String type, String body) {
        JsonObject described = operation(method, path).getJsonObject("responses").getJsonObject(String.valueOf(status));
        if (described == null) {
            return List.of("nothing is said of status " + status);
        }
        return content(resolved(described).getJsonObject("content", new JsonObject()), type, body);
    }

    /** What is wrong with what is sent. */
    public List<String> request(String method, String path, String type, String body) {
        JsonObject described = operation(method, path).getJsonObject("requestBody", new JsonObject());
        return body.isEmpty() && !described.getBoolean("required", false)
                ? List.of()
                : content(described.getJsonObject("content", new JsonObject()), type, body);
    }

    private List<String> content(JsonObject content, String type, String body) {
        String plain = type.replaceFirst(";.*", "").strip();
        if (plain.isEmpty()) {
            return content.isEmpty() ? List.of() : List.of("it has no type");
        }
        JsonObject media = content.getJsonObject(plain);
        if (media == null) {
            return List.of("nothing is said of " + plain);
        }
        JsonObject schema = media.getJsonObject("schema");
        if (schema == null) {
            return plain.endsWith("json") ? List.of("nothing is said of what is in it") : List.of();
        }
        return Schemas.problems(validators.computeIfAbsent(schema.encode(), this::validator), Json.decodeValue(body));
    }

    private Validator validator(String schema) {
        return Schemas.validator(new JsonObject(Schemas.closed(new JsonObject(schema))
                .put("$defs", schemas)
                .encode()
                .replace("#/components/schemas/", "#/$defs/")));
    }

    private JsonObject resolved(JsonObject response) {
        String reference = response.getString("$ref");
        return reference == null
                ? response
                : document.getJsonObject("components")
                        .getJsonObject("responses")
                        .getJsonObject(reference.replaceFirst(".*/", ""));
    }

    private JsonObject operation(String method, String asked) {
        String path = asked.replaceFirst("\\?.*", "");
        JsonObject paths = document.getJsonObject("paths");
        JsonObject found = paths.getJsonObject(path);
        if (found == null) {
            String named = paths.fieldNames()
                    .stream()
                    .filter(one -> one.contains("{") && Pattern.matches(one.replaceAll("\\{[^}]*\\}", "[^/]+"), path))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the document does not know " + path));
            found = paths.getJsonObject(named);
        }
        return found.getJsonObject(method.toLowerCase(Locale.ROOT));
    }
}
