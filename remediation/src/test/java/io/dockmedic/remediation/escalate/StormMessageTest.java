package io.dockmedic.remediation.escalate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.Samples;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.storm.Storm;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a storm holds up is more than what made it, and whoever it is for hears of it. */
class StormMessageTest {
    private static final Instant NOW = Hospital.START;

    private static Incident of(String service) {
        Container container = new Container("c".repeat(64), service + "-1", "image", Map.of(),
                new Service("", service, ""), false);
        return Samples.incident("i" + service, "MemoryLow", Samples.died(NOW, container, Intent.NOT_ASKED, false));
    }

    /** As it is sent: many services of one kind, and these besides. */
    private static JsonObject message(int many, String... more) {
        Map<String, List<Incident>> held = Stream
                .concat(IntStream.range(0, many).mapToObj(number -> "a" + number), Stream.of(more))
                .collect(Collectors.toMap(service -> service, service -> List.of(of(service))));
        Storm storm = new Storm("storm", "", NOW, NOW, Set.of("a0"), "much is wrong");
        return new StormMessage("host", new Redactor(), at -> at)
                .of(new StormNotice(storm, held.size(), "", held, Set.of("a0-1")), NOW);
    }

    private static boolean hears(String service, JsonObject message) {
        return new Audience(List.of(), List.of(new ServicePattern(service))).hears(message);
    }

    @Test
    void whoeverIsForOneThatIsHeldUpHears() {
        JsonObject message = message(3, "mail");
        for (String name : List.of("mail", "mail-1", "a0", "a0-1", "a2-1")) {
            assertThat(hears(name, message)).as(name).isTrue();
        }
        assertThat(hears("blog", message)).isFalse();
    }

    @Test
    void whereItNamesOnlySomeItIsForAll() {
        JsonObject message = message(200, "mail");
        assertThat(message.getJsonArray("held")).hasSize(200);
        assertThat(message.getJsonArray("held").encode()).doesNotContain("mail");
        assertThat(message.getInteger("held_count")).isEqualTo(201);
        assertThat(hears("mail", message)).isTrue();
    }
}
