package io.dockmedic.rules.state;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.dockmedic.collectors.base.time.IsoTime;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.kind.Kinds;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Incidents and their events as JSON. An event carries its kind; times and durations are written as ISO 8601. Fields
 * that a later version wrote are ignored. Safe for use by several threads.
 */
public final class IncidentJson {
    private final JsonMapper mapper;

    public IncidentJson(Kinds kinds) {
        this(kinds, new SimpleModule("as they are"));
    }

    private IncidentJson(Kinds kinds, SimpleModule more) {
        SimpleModule times = new SimpleModule("times")
                .addSerializer(KeyState.class, new WrittenKey())
                .addSerializer(Instant.class, new Written())
                .addSerializer(Duration.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new Parsed<>(Instant.class, IsoTime::instant))
                .addDeserializer(Duration.class, new Parsed<>(Duration.class, Duration::parse));
        this.mapper = JsonMapper.builder()
                .addModule(times)
                .addModule(more)
                .addMixIn(Event.class, ByKind.class)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        kinds.all().forEach(kind -> mapper.registerSubtypes(new NamedType(kind.type(), kind.name())));
    }

    /** One that writes {@code [redacted]} for labels and annotations that look like secrets, and for those in other texts. */
    public static IncidentJson clean(Kinds kinds) {
        Secrets secrets = new Secrets();
        return new IncidentJson(kinds, new SimpleModule("clean").addSerializer(new CleanTexts(secrets))
                .addSerializer(new CleanText(secrets)));
    }

    /** Never fails on what this stage keeps. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    /** Fails when {@code json} is no {@code type}, or has events of kinds that are not known. */
    public <T> T read(String json, Class<T> type) throws JsonProcessingException {
        return mapper.readValue(json, type);
    }

    /** The same of bytes. */
    <T> T read(byte[] json, Class<T> type) throws IOException {
        return mapper.readValue(json, type);
    }

    /** What {@link #write} gives, as UTF-8. */
    byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    /** To read a text part by part; it can read values of types as {@link #read} does. */
    JsonParser parser(byte[] json) throws IOException {
        return mapper.createParser(json);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface ByKind {}

    private static final class Written extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        Written() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant at, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(IsoTime.text(at));
        }
    }

    private static final class WrittenKey extends StdSerializer<KeyState> {
        private static final long serialVersionUID = 1L;

        WrittenKey() {
            super(KeyState.class);
        }

        @Override
        public void serialize(KeyState state, JsonGenerator out, SerializerProvider provider) throws IOException {
            StoredKey.write(state, out, provider);
        }
    }

    private static final class Parsed<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        Parsed(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse.apply(parser.getText());
            } catch (DateTimeException e) {
                throw context.weirdStringException(parser.getText(), handledType(), String.valueOf(e.getMessage()));
            }
        }
    }
}
