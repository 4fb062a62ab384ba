package io.dockmedic.collectors.alert.named;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By which of its labels an alert is about which container. */
class TargetFinderTest {
    private static final String COMPOSE = "container_label_com_docker_compose_";

    private final Containers containers = new Containers();
    private final TargetFinder finder = finder(Naming.USUAL);

    private TargetFinder finder(Naming naming) {
        return new TargetFinder(containers, () -> true, () -> KnownGpus.NOT_YET, new HostNames(Set::of, List.of()),
                naming,
                new ManualTime(Instant.EPOCH));
    }

    @BeforeEach
    void some() {
        containers.saw(Alerts.container('a', "web", new Service("", "web", ""), true));
        containers.saw(Alerts.container('b', "shop-api-1", new Service("shop", "api", "1"), true));
        containers.saw(Alerts.container('c', "shop-api-2", new Service("shop", "api", "2"), true));
        containers.saw(Alerts.container('d', "shop-db-1", new Service("shop", "db", "1"), true));
    }

    private String found(Map<String, String> labels) {
        Alert alert = finder.find(Alerts.of(labels));
        Container container = alert.container();
        assertThat(alert.missing().isEmpty()).isEqualTo(container != null);
        return container == null ? alert.missing() : container.name();
    }

    @Test
    void byNameAsDockmedicsAndCadvisorsMetricsHaveIt() {
        assertThat(found(Map.of("name", "web"))).isEqualTo("web");
        assertThat(found(Map.of("container", "shop-db-1"))).isEqualTo("shop-db-1");
        assertThat(found(Map.of("container_name", "bbbbbbbbbbbb"))).isEqualTo("shop-api-1");
    }

    @Test
    void theFirstNameThatMeansSomethingCounts() {
        assertThat(found(Map.of("name", "docker.service", "container", "shop/db/1"))).isEqualTo("shop-db-1");
        assertThat(found(Map.of("name", "web", "container", "shop-db-1"))).isEqualTo("web");
    }

    @Test
    void anIdDecidesAlone() {
        String id = "d".repeat(64);
        assertThat(found(Map.of("id", "/docker/" + id, "name", "web"))).isEqualTo("shop-db-1");
        assertThat(found(Map.of("id", "/system.slice/docker-" + id + ".scope"))).isEqualTo("shop-db-1");
        assertThat(found(Map.of("container_id", "e".repeat(64), "name", "web")))
                .as("of the same name on another host")
                .startsWith("no container of this host is called eeee");
        assertThat(found(Map.of("id", "/", "name", "web"))).as("no container's").isEqualTo("web");
    }

    @Test
    void byComposeServiceWhereItHasOneContainer() {
        assertThat(found(Map.of(COMPOSE + "project", "shop", COMPOSE + "service", "db"))).isEqualTo("shop-db-1");
        assertThat(found(Map.of(COMPOSE + "service", "db"))).isEqualTo("shop-db-1");
        assertThat(found(
                Map.of(COMPOSE + "project", "shop", COMPOSE + "service", "api", COMPOSE + "container_number", "2")))
                .isEqualTo("shop-api-2");
        assertThat(found(Map.of("container", "db"))).isEqualTo("shop-db-1");
    }

    @Test
    void whereSeveralCouldBeMeantNoneIs() {
        assertThat(found(Map.of(COMPOSE + "project", "shop", COMPOSE + "service", "api")))
                .isEqualTo("shop/api may be shop-api-1 or shop-api-2");
        assertThat(found(Map.of("name", "shop-db-1", COMPOSE + "service", "api"))).isEqualTo("shop-db-1");
    }

    @Test
    void ofAServicesOldAndNewContainerItIsTheOneThatRuns() {
        containers.saw(Alerts.container('e', "old_shop-db-1", new Service("shop", "db", "1"), false));
        assertThat(found(Map.of("container", "shop/db/1"))).isEqualTo("shop-db-1");
    }

    @Test
    void withoutAnyItSaysSo() {
        assertThat(found(Map.of("alertname", "Slow"))).isEqualTo("no label names a container");
        assertThat(found(Map.of("name", "other", "container", "third")))
                .isEqualTo("no container of this host is called other or third");
    }

    @Test
    void whatTheOwnerSaysTakesThePlaceOfTheUsualLabels() {
        TargetFinder own = finder(new Naming() {
            @Override
            public List<String> names(Alert alert) {
                return List.of("nobody", alert.labels().getOrDefault("app", ""));
            }

            @Override
            public List<String> gpus(Alert alert) {
                return List.of();
            }

            @Override
            public List<String> hosts(Alert alert) {
                return List.of();
            }

            @Override
            public List<String> hints(Alert alert) {
                return List.of();
            }
        });
        assertThat(own.find(Alerts.of(Map.of("app", "db", "name", "web"))).container()).isNotNull()
                .extracting(Container::name)
                .isEqualTo("shop-db-1");
    }
}
