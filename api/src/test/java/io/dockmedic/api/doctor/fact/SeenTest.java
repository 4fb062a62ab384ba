package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.Prepared;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
    @Test
    void oneThatTheEngineCannotLookIntoIsNamedAndTakesNoOtherWithIt() {
        Seen seen = Seen.of(Map.of(
                "web-id", new CallResult.Done<>(Prepared.running("web", "nginx:1", Map.of()).state()),
                "0123456789abcdef", new CallResult.Unknown<>("no answer within 5000 ms"),
                "broken-id", new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 500, "layer does not exist"),
                "gone-id", new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "No such container: gone-id")));

        assertThat(seen.containers()).extracting(one -> one.container().name()).containsExactly("web");
        assertThat(seen.blind()).isFalse();
        assertThat(seen.named(Map.of("broken-id", "broken")).unseen()).containsExactly(
                new Unseen("0123456789ab", "asked about it, the engine does not answer: no answer within 5000 ms"),
                new Unseen("broken", "asked about it, the engine answers 500: layer does not exist"));
    }

    @Test
    void anEngineThatLooksIntoNoneTellsNothing() {
        assertThat(Seen.of(Map.of("a", new CallResult.Unknown<>("no answer"))).blind()).isTrue();
        assertThat(Seen.of(Map.of()).blind()).isFalse();
    }
}
