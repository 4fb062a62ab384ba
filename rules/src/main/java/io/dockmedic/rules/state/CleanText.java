package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Writes texts without what in them looks like a secret. Safe for use by several threads. */
final class CleanText extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    private final transient Secrets secrets;

    CleanText(Secrets secrets) {
        super(String.class);
        this.secrets = secrets;
    }

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeString(secrets.without(text));
    }
}
