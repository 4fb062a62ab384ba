package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.decide.Touch;
import io.dockmedic.remediation.decide.Touches;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoiningTest {
    private static final Service VPN = new Service("net", "vpn", "1");
    private static final Service TORRENT = new Service("media", "torrent", "1");

    private final ManualTime time = new ManualTime(Instant.parse("2026-11-01T12:00:00Z"));
    private final Map<String, Touch> services = new HashMap<>();
    private final Map<String, Touch> stacks = new HashMap<>();

    private Optional<String> atWork(Service one) {
        return new Joining(asked -> Future.succeededFuture(Optional.empty()), (key, since) -> of(services, key, since),
                (project, since) -> of(stacks, project, since), time).atWork(one, TORRENT);
    }

    private static Touches of(Map<String, Touch> all, String key, Instant since) {
        return new Touches(Optional.ofNullable(all.get(key)).map(List::of).orElse(List.of())).since(since);
    }

    private Touch ago(String word, int seconds) {
        return new Touch(time.now().minus(Duration.ofSeconds(seconds)), word);
    }

    @Test
    void whoDeploysOneOfTheTwoOrAnythingOfTheirProjectsComesFirst() {
        assertThat(atWork(VPN)).isEmpty();
        for (String key : List.of(VPN.key(), TORRENT.key())) {
            services.put(key, ago("start", 19));
            assertThat(atWork(VPN)).as(key)
                    .hasValueSatisfying(how -> assertThat(how).startsWith("somebody did start at "));
            services.clear();
        }
        for (String project : List.of(VPN.project(), TORRENT.project())) {
            stacks.put(project, ago("destroy", 19));
            assertThat(atWork(VPN)).as(project).isPresent();
            stacks.clear();
        }
        stacks.put("other", ago("create", 1));
        services.put(VPN.key(), ago("create", 21));
        assertThat(atWork(VPN)).isEmpty();
    }

    @Test
    void whatIsOfNoProjectIsNotOfTheOneWithoutAName() {
        stacks.put("", ago("create", 1));
        assertThat(atWork(new Service("", "vpn", ""))).isEmpty();
    }
}
