package io.dockmedic.collectors.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.alert.payload.Incoming;
import io.dockmedic.collectors.alert.payload.Occurrence;
import io.dockmedic.collectors.alert.payload.Reported;
import io.dockmedic.collectors.base.time.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kafka's records may have no key and no value. */
@SuppressWarnings("NullAway")
class LetterReaderTest {
    private static final String ALERT = """
            {"version": "4", "alerts": [{"status": "firing", "startsAt": "2026-11-01T10:00:00Z",
             "labels": {"alertname": "Slow", "name": "web"}}]}
            """;
    private static final String EVENT = """
            {"specversion": "1.0", "source": "/ci", "id": "1", "type": "com.example.done", "data": {"container": "web"}}
            """;

    private final LetterReader reader = new LetterReader(Seal.NOT_NEEDED);

    private static Letter letter(String body, Map<String, String> headers) {
        return new Letter("t", 3, 7, -1, null, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private List<? extends Incoming> read(String body, Map<String, String> headers) throws RefusedException {
        return reader.read(letter(body, headers));
    }

    @Test
    void eachShapeIsReadWithOrWithoutAWordOnIt() throws Exception {
        assertThat(read(ALERT, Map.of())).singleElement().isInstanceOf(Reported.class);
        assertThat(read(ALERT, Map.of("content-type", "application/json"))).singleElement()
                .isInstanceOf(Reported.class);
        assertThat(read(EVENT, Map.of())).singleElement().isInstanceOf(Occurrence.class);
        assertThat(read(EVENT, Map.of("content-type", "application/cloudevents+json; charset=UTF-8"))).singleElement()
                .isInstanceOf(Occurrence.class);
        assertThat(read("[" + EVENT + "]", Map.of("content-type", "application/cloudevents-batch+json")))
                .singleElement()
                .isInstanceOf(Occurrence.class);
    }

    @Test
    void inBinaryModeAttributesAreHeaders() throws Exception {
        Map<String, String> headers = Map.of("ce_specversion", "1.0", "ce_source", "/ci", "ce_id", "9", "ce_type",
                "com.example.done", "content-type", "application/json");

        assertThat(read("{\"container\": \"web\"}", headers)).singleElement()
                .isEqualTo(new Occurrence("/ci", "9", "com.example.done", "", "", Map.of("container", "web")));
    }

    @Test
    void whatIsNoneIsRefusedWithTheReason() {
        assertThatThrownBy(() -> read("no", Map.of())).isInstanceOf(RefusedException.class)
                .hasMessageContaining("this is no JSON at line 1");
        assertThatThrownBy(() -> read("", Map.of())).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> reader.read(new Letter("t", 0, 0, -1, null, null, Map.of())))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> read(" ".repeat((1 << 20) + 1), Map.of()))
                .hasMessage("it is larger than 1048576 bytes");
        assertThatThrownBy(() -> read("{}", Map.of("ce_specversion", "0.3"))).hasMessageContaining("specversion");
    }

    @Test
    void theSealIsAskedWithHeadersAndBody() throws Exception {
        LetterReader sealed = new LetterReader((id, timestamp, signature, body) -> id.equals("i")
                && timestamp.equals("5") && signature.equals("v1,x") && body.length > 0);
        Map<String, String> headers = Map.of("webhook-id", "i", "webhook-timestamp", "5", "webhook-signature", "v1,x");

        assertThat(sealed.read(letter(ALERT, headers))).hasSize(1);
        assertThatThrownBy(() -> sealed.read(letter(ALERT, Map.of()))).hasMessageContaining("signature");

        Map<String, String> withAttributes = new HashMap<>(headers);
        withAttributes.putAll(Map.of("ce_specversion", "1.0", "ce_source", "/ci", "ce_id", "9", "ce_type", "t"));
        assertThatThrownBy(() -> sealed.read(letter("{}", withAttributes))).hasMessageContaining("does not cover");
    }

    /** Confluent's wire format begins so, and Jackson takes it for UTF-32. */
    @Test
    void bytesOfAnotherEncodingAreRefusedLikeAnythingElse() {
        byte[] avro = {0, 0, 0, 0, 1, 5, 6, 7, 8};
        Batches batches = new Batches(reader, new ManualTime(Instant.parse("2026-11-01T12:00:00Z")));

        Batch batch = batches.of(List.of(new Letter("t", 0, 1, -1, null, avro, Map.of()),
                new Letter("t", 0, 2, -1, null, ALERT.getBytes(StandardCharsets.UTF_8), Map.of())));
        assertThat(batch.refused()).singleElement().extracting(Refused::kind).isEqualTo("payload");
        assertThat(batch.arrivals()).hasSize(1);
    }

    @Test
    void itIsAsOldAsItsSignature() {
        Instant now = Instant.parse("2026-11-01T12:00:00Z");
        Map<String, String> signed = Map.of("webhook-timestamp", Long.toString(now.minusSeconds(600).getEpochSecond()));
        Batches batches = new Batches(reader, new ManualTime(now));

        assertThat(batches.of(List.of(new Letter("t", 0, 1, now.toEpochMilli(), null,
                ALERT.getBytes(StandardCharsets.UTF_8), signed))).arrivals())
                .extracting(arrival -> arrival.at())
                .containsExactly(now.minusSeconds(600));
    }

    @Test
    void whatLayInItsTopicForLongCameInWhenItWasSent() {
        Instant now = Instant.parse("2026-11-01T12:00:00Z");
        ManualTime time = new ManualTime(now);
        // Our own time is not the wall's; ages are by the wall.
        time.setWall(now.plus(Duration.ofHours(1)));
        Instant wall = now.plus(Duration.ofHours(1));
        Batches batches = new Batches(reader, time);
        byte[] body = ALERT.getBytes(StandardCharsets.UTF_8);

        assertThat(batches.of(List.of(
                new Letter("t", 0, 1, wall.minusSeconds(50).toEpochMilli(), null, body, Map.of()),
                new Letter("t", 0, 2, wall.plusSeconds(900).toEpochMilli(), null, body, Map.of()),
                new Letter("t", 0, 3, -1, null, body, Map.of()),
                new Letter("t", 0, 4, wall.minusSeconds(600).toEpochMilli(), null, body, Map.of()))).arrivals())
                .extracting(arrival -> arrival.at())
                .containsExactly(now, now, now, now.minusSeconds(600));
    }
}
