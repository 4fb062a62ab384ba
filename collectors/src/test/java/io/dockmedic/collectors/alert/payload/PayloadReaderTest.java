package io.dockmedic.collectors.alert.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {
    /** As Alertmanager 0.25 sends it. */
    private static final String SENT = """
            {"receiver":"dockmedic","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"HighLatency",
            "instance":"127.0.0.1:9717","name":"web"},"annotations":{"summary":"slow"},"startsAt":"2026-11-01T10:00:00.5+01:00",
            "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p:9090/graph?g0.expr=x","fingerprint":"c4ca4238a0b92382"}],
            "groupLabels":{"alertname":"HighLatency"},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://a:9093",
            "version":"4","groupKey":"{}:{alertname=\\"HighLatency\\"}","truncatedAlerts":0}
            """;
    private static final String ALERT = "{\"status\": \"firing\", \"labels\": {\"a\": \"b\"},"
            + " \"startsAt\": \"2026-11-01T10:00:00Z\"}";

    private final PayloadReader reader = new PayloadReader();

    private List<Reported> read(String text) throws BadPayloadException {
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String of(String... alerts) {
        return "{\"version\": \"4\", \"alerts\": [" + String.join(",", alerts) + "]}";
    }

    @Test
    void whatAlertmanagerSends() throws Exception {
        Reported alert = read(SENT).getFirst();
        assertThat(alert.fingerprint()).isEqualTo("c4ca4238a0b92382");
        assertThat(alert.firing()).isTrue();
        assertThat(alert.name()).isEqualTo("HighLatency");
        assertThat(alert.startsAt()).as("one text for one moment").isEqualTo("2026-11-01T09:00:00.500Z");
        assertThat(alert.labels()).containsEntry("name", "web").hasSize(3);
        assertThat(alert.annotations()).containsEntry("summary", "slow");
        assertThat(read(SENT.replace("\"status\":\"firing\",\"labels\"", "\"status\":\"resolved\",\"labels\"")))
                .singleElement()
                .matches(one -> !one.firing());
    }

    @Test
    void grafanasFormAndAnEmptyListAreTaken() throws Exception {
        assertThat(read(SENT.replace("\"version\":\"4\"", "\"version\":\"1\",\"orgId\":1"))).hasSize(1);
        assertThat(read(of())).isEmpty();
    }

    @Test
    void withoutAFingerprintTheLabelsMakeOne() throws Exception {
        List<Reported> alerts = read(of(ALERT, ALERT.replace("\"a\": \"b\"", "\"ab\": \"\""), ALERT));
        assertThat(alerts.get(0).fingerprint()).hasSize(16).isEqualTo(alerts.get(2).fingerprint());
        assertThat(alerts.get(1).fingerprint()).isNotEqualTo(alerts.get(0).fingerprint());
    }

    @Test
    void textsAreCutAndNotRefused() throws Exception {
        String labels = IntStream.range(0, 100)
                .mapToObj(index -> "\"l" + index + "\": \"" + "é".repeat(2000) + "\"")
                .collect(Collectors.joining(","));
        Reported alert = read(of(ALERT.replace("\"a\": \"b\"", labels))).getFirst();
        assertThat(alert.labels()).hasSize(64).allSatisfy((name, text) -> assertThat(text).hasSize(1024));
        String split = read(of(ALERT.replace("\"b\"", "\"" + "x".repeat(1023) + "\\ud83d\\ude00\""))).getFirst()
                .labels()
                .get("a");
        assertThat(split).as("no half of a character").hasSize(1023);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dockmedic_incident\": \"01K\"", "\"rule\": \"CrashLoop\", \"state\": \"firing\""})
    void anAlertOfOurOwnIncidentIsKnownAsSuch(String labels) throws Exception {
        assertThat(read(of(ALERT.replace("\"a\": \"b\"", labels)))).allMatch(Reported::ours);
        assertThat(read(of(ALERT.replace("{\"a\"", "{\"rule\": \"x\", \"state\": \"open\", \"a\"")))).noneMatch(
                Reported::ours);
        assertThat(read(
                of(ALERT.replace("\"startsAt\"", "\"annotations\": {\"dockmedic_incident\": \"\"}, \"startsAt\""))))
                .allMatch(Reported::ours);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "[]|a list is what Prometheus sends to Alertmanager; have Alertmanager send it on",
            "{|this is no JSON at line 1, column 2; send {\"version\": \"4\"",
            "3|this is no JSON object; send what Alertmanager's webhook sends",
            "{\"version\": \"3\"}|version is not \"4\"; send the payload of Alertmanager 0.19 or later",
            "{\"version\": \"4\"}|alerts is no list; send",
            "{\"version\": \"4\", \"alerts\": [7]}|alerts[0] is no object; write",
            "{\"version\": \"4\", \"alerts\": []} x|this is no JSON at line 1",
    })
    void whatIsNoPayloadIsToldWithWhatToSendInstead(String sent, String said) {
        assertThatThrownBy(() -> read(sent)).isInstanceOf(BadPayloadException.class).hasMessageStartingWith(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "\"firing\"|\"burning\"|alerts[0].status is neither firing nor resolved; write",
            "{\"a\": \"b\"}|{}|alerts[0].labels has none; write at least alertname",
            "{\"a\": \"b\"}|[]|alerts[0].labels is no object; write",
            "{\"a\": \"b\"}|{\"a\": 7}|alerts[0].labels.a is no text; put it in quotes",
            "2026-11-01T10:00:00Z|yesterday|alerts[0].startsAt is no time; write since when it fires",
            "\"status\"|\"annotations\": 1, \"status\"|alerts[0].annotations is no object",
    })
    void whatIsNoAlertIsToldWithItsPlace(String instead, String of, String said) {
        assertThatThrownBy(() -> read(of(ALERT.replace(instead, of)))).isInstanceOf(BadPayloadException.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void moreThanAThousandAtOnceAreRefused() {
        String many = IntStream.rangeClosed(0, 1000).mapToObj(index -> ALERT).collect(Collectors.joining(","));
        assertThatThrownBy(() -> read(of(many))).hasMessageContaining("set max_alerts");
    }

    @Test
    void whateverIsSentIsReadOrRefused() {
        Random random = new Random(8);
        byte[] sent = SENT.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = sent.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(reader.read(broken)).isNotNull();
            } catch (BadPayloadException refused) {
                assertThat(refused).hasMessageContaining("; ");
            }
        }
        String deep = "{\"version\": \"4\", \"alerts\": " + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(BadPayloadException.class);
    }
}
