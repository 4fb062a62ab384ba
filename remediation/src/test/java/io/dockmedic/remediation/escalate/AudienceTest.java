package io.dockmedic.remediation.escalate;

import static io.dockmedic.remediation.Samples.RESTART_THEN_TELL;
import static io.dockmedic.remediation.Samples.crash;
import static io.dockmedic.remediation.Samples.incident;
import static io.dockmedic.rules.incident.IncidentChange.What.FIRED;
import static io.dockmedic.rules.incident.IncidentChange.What.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.Hospital;
import io.dockmedic.remediation.RemediationSettings;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Group;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver hears what it is for, and what is for nobody all hear. */
class AudienceTest {
    @TempDir
    Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final Receiving receiving = new Receiving(vertx, number -> 204);

    @AfterEach
    void close() {
        receiving.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Audience of(List<String> routes, String... services) {
        return new Audience(routes, Stream.of(services).map(ServicePattern::new).toList());
    }

    private static JsonObject message(String route, String service) {
        JsonObject json = new JsonObject().put("kind", "escalation")
                .put("incident", new JsonObject().put("labels", new JsonObject().put("route", route)));
        return service.isEmpty()
                ? json
                : json.put("service", service).put("container", new JsonObject().put("name", "shop-db-1"));
    }

    @Test
    void byRouteAndByService() {
        assertThat(Audience.EVERYTHING.hears(message("host", ""))).isTrue();
        assertThat(of(List.of("owner", "host")).hears(message("host", ""))).isTrue();
        assertThat(of(List.of("owner")).hears(message("host", "shop/db/1"))).isFalse();
        for (String name : List.of("shop", "shop/db", "shop/db/1", "shop-db-1", "sh*", "*/db")) {
            assertThat(of(List.of(), name).hears(message("owner", "shop/db/1"))).as(name).isTrue();
        }
        assertThat(of(List.of(), "blog", "db").hears(message("owner", "shop/db/1"))).isFalse();
        assertThat(of(List.of(), "*").hears(message("host", ""))).as("about no service").isFalse();
        assertThat(of(List.of("host"), "shop").hears(message("owner", "shop/db/1"))).isFalse();
    }

    @Test
    void byGroupBesideServices() {
        Group media = new Group("media", "gold", List.of(new ServicePattern("media")), Map.of(), null, "");
        Audience audience = new Audience(List.of("owner"), List.of(new ServicePattern("shop")), List.of(media));
        JsonObject own = message("owner", "films/web/1").put("group", new JsonObject().put("name", "media"));
        assertThat(audience.hears(own)).isTrue();
        assertThat(audience.hears(message("owner", "shop/db/1"))).as("one of its services").isTrue();
        assertThat(audience.hears(message("owner", "films/web/1"))).isFalse();
        assertThat(audience.hears(message("owner", "media/web/1").put("group", new JsonObject().put("name", "first"))))
                .as("it fits, and belongs to another")
                .isFalse();
        assertThat(audience.hears(message("owner", ""))).as("about no service").isFalse();
        assertThat(audience.toString()).endsWith("of services shop, group media");
    }

    /** A storm's message has names alone: by them it cannot be seen whose labels they have. */
    @Test
    void aStormIsForAGroupOfWhichSomebodyMayBeInIt() {
        JsonObject storm = new JsonObject().put("kind", "storm")
                .put("storm",
                        new JsonObject().put("services", new JsonArray().add("media/web/1")).put("services_count", 1));
        for (Group group : List.of(new Group("a", "", List.of(new ServicePattern("media")), Map.of(), null, ""),
                new Group("a", "", List.of(), Map.of("team", "a"), null, ""))) {
            assertThat(new Audience(List.of(), List.of(), List.of(group)).hears(storm)).isTrue();
        }
        Group shop = new Group("a", "", List.of(new ServicePattern("shop")), Map.of(), null, "");
        assertThat(new Audience(List.of(), List.of(), List.of(shop)).hears(storm)).isFalse();
    }

    /** What a storm holds up may be everybody's, and of a very large one the message names only some. */
    @Test
    void aStormIsForEveryRouteAndForWhomeverOneOfItsServicesIs() {
        JsonObject storm = new JsonObject().put("services", new JsonArray().add("blog/web/1").add("shop/web/1"))
                .put("services_count", 2);
        JsonObject message = new JsonObject().put("kind", "storm").put("storm", storm);
        assertThat(of(List.of("security"), "shop").hears(message)).isTrue();
        assertThat(of(List.of(), "mail").hears(message)).isFalse();
        storm.put("services_count", 201);
        assertThat(of(List.of(), "mail").hears(message)).isTrue();
    }

    /** As a storm's own services are those that made it, and its message names only some of what it holds up. */
    @Test
    void whatAStormHoldsUpIsToldToWhomeverItIsFor() {
        JsonObject held = new JsonObject().put("service", "mail").put("containers", new JsonArray().add("mail-1"));
        JsonObject storm = new JsonObject().put("services", new JsonArray().add("shop/web/1"))
                .put("services_count", 1)
                .put("containers", new JsonArray().add("shop-web-1"));
        JsonObject message = new JsonObject().put("kind", "storm")
                .put("storm", storm)
                .put("held", new JsonArray().add(held))
                .put("held_count", 1);
        for (String name : List.of("mail", "mail-1", "shop", "shop-web-1")) {
            assertThat(of(List.of(), name).hears(message)).as(name).isTrue();
        }
        assertThat(of(List.of(), "blog").hears(message)).isFalse();
        message.put("held_count", 201);
        assertThat(of(List.of(), "blog").hears(message)).isTrue();
    }

    private Receiver receiver(String name, Audience audience) {
        return new Receiver(name, receiving.address("/" + name), Dialect.OURS, Credentials.NONE, Reminding.NONE,
                audience);
    }

    /** Tells of an incident with that route, and that it is over; answers who heard what. */
    private List<String> told(String route) {
        RemediationSettings settings = new RemediationSettings("host", Policy.DEFAULT,
                List.of(receiver("ann", of(List.of("owner"))), receiver("bob", of(List.of("host"))),
                        receiver("cleo", of(List.of(), "shop*"))),
                true, null);
        try (Hospital hospital = new Hospital(dir.resolve("journal.db"), settings).settled()) {
            hospital.engine.running = false;
            hospital.engine.answer = () -> new CallResult.Refused<>(ErrorClass.BAD_COMMAND, 400, "not found in $PATH");
            Incident one = incident("i1", "ContainerExited", crash(hospital.time.now()));
            Incident routed = new Incident(one.id(), one.rule(), one.key(), one.state(), one.activeAt(), one.firedAt(),
                    null, "", Map.of("route", route), one.annotations(), one.evidence(), 1);
            hospital.incident(FIRED, routed, RESTART_THEN_TELL);
            hospital.pass(3);
            hospital.until(() -> hospital.count("remediation_deliveries WHERE state = 'delivered'") > 0);
            hospital.incident(RESOLVED, routed, RESTART_THEN_TELL);
            hospital.until(() -> hospital.count("remediation_deliveries WHERE key = 'i1/resolved'") > 0
                    && hospital.count("remediation_deliveries WHERE state <> 'delivered'") == 0);
        }
        return List.copyOf(receiving.got).stream().map(got -> got.path() + " " + got.key()).sorted().toList();
    }

    @Test
    void whoItIsForIsToldAndHearsThatItIsOver() {
        assertThat(told("host")).containsExactly("/bob i1/1", "/bob i1/resolved");
        assertThat(receiving.got).allSatisfy(got -> {
            assertThat(got.body().getString("service")).isEqualTo("web");
            assertThat(got.body().getJsonObject("container").getString("name")).isEqualTo("web");
        });
    }

    @Test
    void whatIsForNobodyGoesToAll() {
        assertThat(told("security")).containsExactly("/ann i1/1", "/ann i1/resolved", "/bob i1/1", "/bob i1/resolved",
                "/cleo i1/1", "/cleo i1/resolved");
    }
}
