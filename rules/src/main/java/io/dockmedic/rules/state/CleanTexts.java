package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.dockmedic.collectors.base.redact.Redactor;
import java.io.IOException;
import java.util.Map;

/**
 * Writes names with their texts; a text that, after its name, looks like a secret is not written. Safe for use by several
 * threads.
 */
final class CleanTexts extends StdSerializer<Map<?, ?>> {
    private static final long serialVersionUID = 1L;

    private final transient Secrets secrets;

    CleanTexts(Secrets secrets) {
        super(Map.class, false);
        this.secrets = secrets;
    }

    @Override
    public void serialize(Map<?, ?> texts, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> one : texts.entrySet()) {
            String name = String.valueOf(one.getKey());
            out.writeFieldName(name);
            if (one.getValue() instanceof String text && secrets.isIn(name + "=" + text)) {
                out.writeString(Redactor.REDACTED);
            } else {
                provider.defaultSerializeValue(one.getValue(), out);
            }
        }
        out.writeEndObject();
    }
}
