package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dockmedic.collectors.base.redact.Redactor;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes names with their texts; a text that, after its name, looks like a secret is not written. Labels are the same again and
 * again, so it is remembered what was found. Safe for use by several threads.
 */
final class CleanTexts extends StdSerializer<Map<?, ?>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 4_000;
    private static final int LONGEST = 300;

    private final transient Redactor redactor = new Redactor();
    private final transient Map<String, Boolean> known = new ConcurrentHashMap<>();

    CleanTexts() {
        super(Map.class, false);
    }

    @Override
    public void serialize(Map<?, ?> texts, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> one : texts.entrySet()) {
            String name = String.valueOf(one.getKey());
            out.writeFieldName(name);
            if (one.getValue() instanceof String text && isSecret(name + "=" + text)) {
                out.writeString(Redactor.REDACTED);
            } else {
                provider.defaultSerializeValue(one.getValue(), out);
            }
        }
        out.writeEndObject();
    }

    private boolean isSecret(String line) {
        if (line.length() > LONGEST) {
            return looksSecret(line);
        }
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(line, this::looksSecret);
    }

    private boolean looksSecret(String line) {
        return redactor.line(line).contains(Redactor.REDACTED);
    }
}
