package io.dockmedic.collectors.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
    @Test
    void anEventOfEngine26IsRead() throws MalformedEventException {
        EngineMessage message = decode("""
                {"status":"create","id":"ed24","from":"test/busybox:1.35","Type":"container","Action":"create","Actor":
                {"ID":"ed24","Attributes":{"image":"test/busybox:1.35","name":"idle"}},"scope":"local",
                "time":1795431163,"timeNano":1795431163734864431}""");
        assertThat(message).isEqualTo(new EngineMessage("container", "create", "ed24",
                Map.of("image", "test/busybox:1.35", "name", "idle"),
                Instant.ofEpochSecond(1_795_431_163, 734_864_431), Instant.ofEpochSecond(1_795_431_163, 734_864_431),
                false));
    }

    @Test
    void sinceApi152OnlyTypeActionAndActorAreThere() throws MalformedEventException {
        assertThat(decode("""
                {"Type":"container","Action":"die","Actor":{"ID":"a","Attributes":{"name":"n"}},
                "timeNano":1795431170000000001}""")).satisfies(message -> {
            assertThat(message.action()).isEqualTo("die");
            assertThat(message.stamp()).isEqualTo(Instant.ofEpochSecond(1_795_431_170, 1));
        });
    }

    @Test
    void podmansWordsBecomeDockers() throws MalformedEventException {
        String form = "{\"Type\":\"container\",\"Action\":\"%s\",\"HealthStatus\":\"%s\",\"timeNano\":1}";
        assertThat(decode(form.formatted("died", "")).action()).isEqualTo("die");
        assertThat(decode(form.formatted("remove", "")).action()).isEqualTo("destroy");
        assertThat(decode(form.formatted("health_status", "unhealthy")).action())
                .isEqualTo("health_status: unhealthy");
        assertThat(decode(form.formatted("health_status: healthy", "")).action()).isEqualTo("health_status: healthy");
    }

    @Test
    void aMalformedLineDoesNotGiveItsContentAway() {
        assertThatThrownBy(() -> decode("{\"PASSWORD=hunter2\"")).isInstanceOf(MalformedEventException.class)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void identityIsThatOfAllItsParts() throws MalformedEventException {
        String live = "{\"Type\":\"container\",\"Action\":\"kill\",\"Actor\":{\"ID\":\"a\",\"Attributes\":{\"x\":\"1\",\"y\":\"2\"}},\"timeNano\":5}";
        String other = live.replace("\"y\":\"2\"", "\"y\":\"3\"");
        String shuffled = live.replace("\"x\":\"1\",\"y\":\"2\"", "\"y\":\"2\",\"x\":\"1\"");
        assertThat(MessageIdentity.of(decode(live))).hasSize(32)
                .isEqualTo(MessageIdentity.of(decode(shuffled)))
                .isNotEqualTo(MessageIdentity.of(decode(other)));
    }

    @Test
    void linesAreCutWhereverTheBytesComeApart() {
        List<String> lines = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(5, line -> lines.add(new String(line, StandardCharsets.UTF_8)),
                () -> lost.add("lost"));
        for (String piece : List.of("on", "e\ntw", "o\n\n123456\nthre", "e", "\n1234567", "8\nfour\nrest")) {
            splitter.add(Buffer.buffer(piece));
        }
        assertThat(lines).containsExactly("one", "two", "three", "four");
        assertThat(lost).hasSize(2);
    }

    private static EngineMessage decode(String line) throws MalformedEventException {
        return EventDecoder.decode(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
