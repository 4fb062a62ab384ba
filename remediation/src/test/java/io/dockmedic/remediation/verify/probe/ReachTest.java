package io.dockmedic.remediation.verify.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.detail.Details;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where a container is reached from the machine, from within another container, and from elsewhere. */
class ReachTest {
    private final Map<String, Details> known = new HashMap<>();

    private final DetailCalls details = new DetailCalls() {
        @Override
        public Future<CallResult<Details>> details(String id) {
            Details found = known.get(id);
            return Future.succeededFuture(found == null
                    ? new CallResult.Refused<>(ErrorClass.NOT_FOUND, 404, "no such container")
                    : new CallResult.Done<>(found));
        }

        @Override
        public Future<CallResult<EngineDevices>> devices() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<CallResult<String>> image(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<CallResult<List<String>>> logLines(String id, int lines, @Nullable Instant since,
                @Nullable Instant until) {
            throw new UnsupportedOperationException();
        }
    };

    private static Details.Network on(String name, String address) {
        return new Details.Network(name, address, List.of());
    }

    private void is(String id, String mode, List<Details.Port> ports, Details.Network... networks) {
        known.put(id, new Details("web:1", "", Map.of("network mode", mode), Map.of(), List.of(),
                Arrays.asList(networks), ports, null));
    }

    private Places places(Optional<String> inside, String afar) {
        return new Reach(details, new Vantage(inside, () -> Future.succeededFuture(afar))).of("web").result();
    }

    private Places fromTheMachine() {
        return places(Optional.empty(), "");
    }

    @Test
    void itsOwnAddressesComeFirstAndThenWhatIsPublished() {
        is("web", "front", List.of(new Details.Port("", 8080, "80/tcp"), new Details.Port("10.0.0.1", 8443, "443/tcp"),
                new Details.Port("", 53, "80/udp")), on("front", "172.20.0.2"), on("back", "172.21.0.9"),
                on("off", ""));
        Places places = fromTheMachine();
        assertThat(places.of(80)).containsExactly(new Places.Place("172.20.0.2", 80),
                new Places.Place("172.21.0.9", 80), new Places.Place("127.0.0.1", 8080));
        assertThat(places.of(443)).endsWith(new Places.Place("10.0.0.1", 8443));
        assertThat(places.own(80)).as("the engine's proxy accepts for whom nobody listens").hasSize(2);
    }

    @Test
    void whatHasNoNetworkIsReachedNowhereAndWhatSharesOneThere() {
        is("web", "none", List.of());
        assertThat(fromTheMachine().why()).isEqualTo("it has no address on any network");
        is("web", "host", List.of());
        assertThat(fromTheMachine().of(80)).containsExactly(new Places.Place("127.0.0.1", 80));
        is("web", "container:vpn", List.of());
        assertThat(fromTheMachine().why()).contains("whose network it shares");
        is("vpn", "front", List.of(), on("front", "172.20.0.7"));
        assertThat(fromTheMachine().of(80)).containsExactly(new Places.Place("172.20.0.7", 80));
    }

    @Test
    void fromWithinAContainerOnlyWhatIsOnANetworkOfOursIsReached() {
        is("web", "front", List.of(new Details.Port("", 8080, "80/tcp")), on("front", "172.20.0.2"),
                on("back", "172.21.0.9"));
        is("us", "back", List.of(), on("back", "172.21.0.3"));
        assertThat(places(Optional.of("us"), "").of(80)).containsExactly(new Places.Place("172.21.0.9", 80));
        is("us", "ours", List.of(), on("ours", "172.22.0.3"));
        assertThat(places(Optional.of("us"), "").why()).contains("none of its networks");
        is("us", "host", List.of());
        assertThat(places(Optional.of("us"), "").of(80)).hasSize(3);
        known.remove("us");
        assertThat(places(Optional.of("us"), "").of(80)).as("the engine is another one, on this machine").hasSize(3);
    }

    @Test
    void onAnotherMachineNothingIsReachedFromHere() {
        is("web", "front", List.of(), on("front", "172.20.0.2"));
        assertThat(places(Optional.empty(), "the engine runs on another machine, nas"))
                .isEqualTo(Places.none("the engine runs on another machine, nas"));
    }
}
