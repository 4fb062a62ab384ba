package io.dockmedic.remediation.action.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.remediation.FakeEngine;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejoiningTest {
    private static final String VPN = "b".repeat(64);
    private static final Map<String, String> OF_COMPOSE = Map.of("com.docker.compose.project", "media",
            "com.docker.compose.service", "torrent");

    private final FakeEngine engine = new FakeEngine(new ManualTime(Instant.parse("2026-11-01T12:00:00Z")));

    private static ContainerState state(String id, String name, Map<String, String> labels, String status,
            String networkMode) {
        boolean up = !status.equals("exited") && !status.equals("created");
        return new ContainerState(id, name, "web:1", "sha256:1", labels, status, up, status.equals("restarting"),
                status.equals("paused"), 1, 0, false, "", null, null, null, 0, null,
                new ContainerState.RestartPolicy("no", 0), "SIGTERM", Duration.ofSeconds(10), false, List.of(), false,
                List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE,
                GpuAsk.NONE, networkMode);
    }

    private Optional<Outcome.Refused> against(String networkMode, Map<String, String> labels) {
        ContainerState child = state("a".repeat(64), "torrent", labels, "running", networkMode);
        engine.networkOf = child.networkOf();
        return Rejoining.against(engine, child, "not called: ").result();
    }

    @ParameterizedTest
    @CsvSource({"running, true", "paused, true", "restarting, false", "exited, false", "created, false"})
    void whatItSharesHasToRun(String status, boolean joins) {
        engine.host = () -> new CallResult.Done<>(state(VPN, "vpn", Map.of(), status, "bridge"));
        Optional<Outcome.Refused> against = against("container:" + VPN, Map.of());
        assertThat(against.isEmpty()).isEqualTo(joins);
        against.ifPresent(refused -> {
            assertThat(refused.error()).isEqualTo(ErrorClass.NOT_YET);
            assertThat(refused.message()).isEqualTo("not called: vpn, whose network it shares, is " + status
                    + ", and until it runs torrent would not start again once stopped; docker start vpn");
        });
    }

    @ParameterizedTest
    @CsvSource({"vpn", "bbbbbbbbbbbb"})
    void byWhateverItIsNamedItHasToBeThere(String asked) {
        assertThat(against("container:" + asked, OF_COMPOSE)).hasValueSatisfying(refused -> {
            assertThat(refused.error()).isEqualTo(ErrorClass.NETWORK_GONE);
            assertThat(refused.message()).isEqualTo("not called: container " + asked + ", whose network it was made"
                    + " for, is gone, so once stopped torrent never starts again; by hand: docker compose"
                    + " -p media up --detach --force-recreate torrent");
        });
    }

    @Test
    void whatCannotBeSeenIsNotGone() {
        engine.host = () -> new CallResult.Refused<>(ErrorClass.UNREACHABLE, 0, "no socket");
        assertThat(against("container:" + VPN, Map.of())).map(Outcome.Refused::error)
                .contains(ErrorClass.UNREACHABLE);
        engine.host = () -> new CallResult.Unknown<>("no answer in 5 s");
        assertThat(against("container:" + VPN, Map.of())).map(Outcome.Refused::error)
                .contains(ErrorClass.UNREACHABLE);
    }

    @ParameterizedTest
    @CsvSource({"bridge", "host", "none", "media_default", "''"})
    void whatSharesNoneIsNotAskedAbout(String networkMode) {
        assertThat(against(networkMode, Map.of())).isEmpty();
    }

    @Test
    void itIsNamedByItsIdItsNameOrTheBeginningOfItsId() {
        ContainerState vpn = state(VPN, "vpn", Map.of(), "running", "bridge");
        assertThat(List.of(VPN, "vpn", "b".repeat(12))).allMatch(asked -> Rejoining.names(asked, vpn));
        assertThat(List.of("vp", "b", "b".repeat(11), "c".repeat(64))).noneMatch(asked -> Rejoining.names(asked, vpn));
    }
}
