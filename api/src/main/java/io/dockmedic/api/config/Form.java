package io.dockmedic.api.config;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a setting is written, in the keywords of JSON Schema, for editors. What it refuses is refused when the file is read,
 * what YAML takes for another type aside, as {@code "5"} for a number or {@code 5} for a name; it does not refuse all that is
 * refused then.
 *
 * @param keywords in their order
 */
public record Form(Map<String, Object> keywords) {
    /** Any text; what YAML takes for a number or a truth value is read as one too. */
    static final Form TEXT = of("type", List.of("string", "number", "boolean"));

    static final Form PATH = of("type", "string").with("minLength", 1);
    static final Form FLAG = of("type", "boolean");

    /** As {@link Numbers#duration} reads it. */
    static final Form DURATION = matching("([0-9]{1,9}(ms|s|m|h|d|w))+");

    /** As {@link Numbers#size} reads it. */
    static final Form SIZE = matching("[0-9]{1,9}(KiB|MiB|GiB|KB|MB|GB)");

    public Form {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    static Form of(String keyword, Object value) {
        return new Form(Map.of(keyword, value));
    }

    /** A text that matches as a whole. */
    static Form matching(String pattern) {
        return of("type", "string").with("pattern", "^(" + pattern + ")$");
    }

    /** A whole number within these bounds. */
    static Form whole(int least, int most) {
        return of("type", "integer").with("minimum", least).with("maximum", most);
    }

    static Form oneOf(Collection<String> words) {
        return of("enum", List.copyOf(words));
    }

    static Form list(Form each) {
        return of("type", "array").with("items", each.keywords);
    }

    /** A list of at least one. */
    static Form some(Form each) {
        return list(each).with("minItems", 1);
    }

    /** Any of these. */
    static Form either(Form one, Form other) {
        return of("anyOf", List.of(one.keywords, other.keywords));
    }

    /** A mapping with keys of the writer's own choice. */
    static Form mapping(String keys, Form values) {
        return of("type", "object").with("propertyNames", matching(keys).keywords)
                .with("additionalProperties", values.keywords);
    }

    /** A mapping with these settings, all of them. */
    static Form all(List<Setting<?>> settings) {
        Map<String, Object> properties = new LinkedHashMap<>();
        settings.forEach(one -> properties.put(one.key(), one.form().keywords));
        return of("type", "object").with("properties", properties)
                .with("required", List.copyOf(properties.keySet()))
                .with("additionalProperties", false);
    }

    /** This, and more of it. */
    Form with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new Form(more);
    }
}
