package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.SocketProxy;
import java.time.Instant;
import java.util.List;

/** A container that was taken off its network while nobody looked: when a person has said yes, it is connected once. */
final class Rejoined implements Course {
    static final String NAME = "rejoined";
    static final String RULE = Course.onAlert(NAME, "{action: reconnect-network, verify: {running: 1s, within: 60s}}");

    private static final String NETWORK = "ward-net";
    private static final String CONNECT = "/networks/[^/]+/connect";
    private static final String BUSY = "ward-busy";

    private final Clinic clinic;
    private String bed;
    private String fresh;
    private Instant asked = Instant.EPOCH;
    private long engine;
    private int connects;
    private long calls;

    Rejoined(Clinic clinic, String bed) {
        this.clinic = clinic;
        this.bed = bed;
        this.fresh = bed;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> beds() {
        return List.of(bed);
    }

    @Override
    public void opens() {
        clinic.engine().docker("network", "create", "--subnet=172.29.79.0/24", NETWORK).orFail();
        clinic.rig().proxy.treat(SocketProxy.fitting("POST", CONNECT), Slowly.ANSWERED);
        up();
    }

    private void up() {
        clinic.engine()
                .docker("run", "--detach", "--network", NETWORK, "--network-alias=db", "--name", bed,
                        "--label=dockmedic.heal=true", "--stop-timeout=1", BusyboxImage.in(clinic.engine()), "sleep",
                        "1000000")
                .orFail();
        clinic.seen(bed);
    }

    @Override
    public void falls(int turn) {
        fresh = NAME + turn;
        clinic.rig()
                .awaiting(bed + " is known to run well there", Asking.LIMIT,
                        () -> clinic.ranWell(bed).contains(NETWORK));
        clinic.rig().program.kill();
        clinic.engine().docker("network", "disconnect", NETWORK, bed).orFail();
        clinic.rig().awaiting("told", this::isRemembered);
        // What happened while it was away the engine tells of, unless it has forgotten: it remembers 256 messages.
        clinic.engine().run(BUSY, List.of("--health-cmd=true", "--health-interval=10ms"), "sleep", "1000");
        clinic.rig().awaiting("forgotten", () -> !isRemembered());
        clinic.engine().docker("rm", "--force", BUSY).orFail();
        clinic.rig().started();
        clinic.seen(bed);
        asked = Instant.now();
        engine = clinic.engine().pid();
        connects = connected();
        calls = called();
    }

    private boolean isRemembered() {
        return clinic.events(Instant.EPOCH.plusSeconds(3), "network=" + NETWORK, "disconnect") > 0;
    }

    private int connected() {
        return clinic.events(asked, "network=" + NETWORK, "connect");
    }

    private long called() {
        return clinic.rig().proxy.count("POST", CONNECT);
    }

    private boolean isOn() {
        return clinic.engine()
                .docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", bed)
                .text()
                .contains("\"" + NETWORK + "\"");
    }

    @Override
    public void asks() {
        clinic.asking().begins(NAME, bed, asked.toString());
        clinic.rig().awaiting("a person is asked, and has said yes", Asking.LIMIT, () -> {
            JsonNode question = question();
            if (question.path("state").asText().equals("pending")) {
                clinic.asking().approves(question.path("id").asText());
            }
            return question.path("state").asText().equals("approved");
        });
    }

    private JsonNode question() {
        return clinic.asking()
                .approvals()
                .stream()
                .filter(one -> one.path("service").asText().equals(bed))
                .filter(one -> one.path("incident").asText().equals(newest().path("id").asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private JsonNode newest() {
        return clinic.asking().newest(NAME).orElse(MissingNode.getInstance());
    }

    /** Whoever said yes hears of it when it came to nothing, by another page; whoever took it away meanwhile knows. */
    @Override
    public JsonNode settled() {
        clinic.rig().awaiting("healed, left to somebody, or told again", Asking.LIMIT, () -> {
            String state = newest().at("/remedy/state").asText();
            return state.equals("healed") || state.equals("yielded") || clinic.asking().pages(newest()) > 1;
        });
        return newest();
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        assertThat(called() - calls).as(as + ": asked for once").isLessThanOrEqualTo(1);
        // One that was started anew has forgotten, and connects what it starts.
        if (clinic.engine().pid() == engine) {
            assertThat(connected() - connects).as(as + ": connected once").isBetween(isOn() ? 1 : 0, 1);
        }
        assertThat(clinic.begun(incident, "reconnect-network")).as(as + ": one act, beside those that were refused")
                .isOne();
        // One that ends stops all that runs, and nobody knows whether that was somebody's stop: a person is told of it.
        if (clinic.engine().pid() == engine || pages <= 1) {
            assertThat(clinic.rig().running(bed)).as(as + ": it runs").isTrue();
        }
        assertThat(pages).as(as + ": asked, and told once").isLessThanOrEqualTo(2);
        if (pages <= 1) {
            assertThat(isOn()).as(as + ": it is there, or a person is told").isTrue();
        }
    }

    @Override
    public void ends(long pages) {
        clinic.asking().ends(NAME, bed, asked.toString());
        if (pages > 1 || !isOn()) {
            clinic.engine().docker("rm", "--force", bed);
            bed = fresh;
            up();
        }
    }

    @Override
    public void close() {
        clinic.engine().docker("rm", "--force", bed);
        clinic.engine().docker("network", "rm", NETWORK);
    }
}
