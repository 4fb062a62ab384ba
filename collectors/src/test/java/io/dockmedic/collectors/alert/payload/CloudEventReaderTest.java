package io.dockmedic.collectors.alert.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventReaderTest {
    private static final String EVENT = """
            {"specversion": "1.0", "source": "/ci", "id": "1", "type": "deployed", "subject": "web",
             "time": "2026-11-01T10:00:00+01:00", "datacontenttype": "application/json",
             "data": {"service": {"name": "web", "replicas": 2}, "ok": true, "tags": ["x"], "none": null}}""";

    private final CloudEventReader reader = new CloudEventReader();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void structuredBatchAndBinaryTellTheSame() throws Exception {
        Occurrence event = reader.structured(bytes(EVENT)).getFirst();
        assertThat(event).isEqualTo(new Occurrence("/ci", "1", "deployed", "web", "2026-11-01T09:00:00Z",
                Map.of("service.name", "web", "service.replicas", "2", "ok", "true")));
        assertThat(reader.batch(bytes("[" + EVENT + "," + EVENT + "]"))).containsExactly(event, event);
        Map<String, String> attributes = Map.of("specversion", "1.0", "source", "/ci", "id", "1", "type", "deployed",
                "subject", "web", "time", "2026-11-01T09:00:00Z", "data", "{}");
        String data = EVENT.substring(EVENT.indexOf("{\"service\""), EVENT.lastIndexOf('}'));
        assertThat(reader.binary(attributes, bytes(data), true)).containsExactly(event);
        assertThat(reader.binary(attributes, bytes("\0"), false).getFirst().data()).isEmpty();
        assertThat(reader.binary(attributes, new byte[0], true).getFirst().data()).isEmpty();
    }

    @Test
    void dataIsBounded() throws Exception {
        String many = IntStream.range(0, 100)
                .mapToObj(index -> "\"k" + index + "\": \"" + "x".repeat(2000) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        String sent = EVENT.substring(0, EVENT.indexOf("{\"service\"")) + many + "}";
        assertThat(reader.structured(bytes(sent)).getFirst().data()).hasSize(64)
                .allSatisfy((name, text) -> assertThat(text).hasSize(1024));
    }

    @Test
    void whatWeTellOurselvesIsKnownAsSuch() throws Exception {
        assertThat(reader.structured(bytes(EVENT.replace("deployed", "io.dockmedic.incident"))).getFirst().ours())
                .isTrue();
        assertThat(reader.structured(bytes(EVENT)).getFirst().ours()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "\"1.0\"|\"0.3\"|specversion is not \"1.0\"; send",
            "\"/ci\"|7|source is no text of 1 to 1024 characters; send",
            "\"id\": \"1\"|\"id\": \"\"|id is no text",
            "\"type\"|\"typ\"|type is no text",
            "2026-11-01T10:00:00+01:00|now|time is no time; write",
            "{\"specversion\"|[{\"specversion\"|this is no JSON at line 3",
    })
    void whatIsNoneIsToldWithItsPlace(String instead, String of, String said) {
        byte[] sent = bytes(EVENT.replace(instead, of));
        assertThatThrownBy(() -> reader.structured(sent)).isInstanceOf(BadPayloadException.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void whatIsNoBatchIsToldWithItsPlace() {
        assertThatThrownBy(() -> reader.batch(bytes(EVENT))).hasMessageStartingWith("this is no list");
        assertThatThrownBy(() -> reader.batch(bytes("[" + EVENT + ", 7]")))
                .hasMessageStartingWith("[1] this is no object");
        assertThatThrownBy(() -> reader.structured(bytes("[]"))).hasMessageStartingWith("this is no object");
        String many = String.join(",", List.copyOf(java.util.Collections.nCopies(1001, "1")));
        assertThatThrownBy(() -> reader.batch(bytes("[" + many + "]"))).hasMessageContaining("more than 1000");
    }
}
