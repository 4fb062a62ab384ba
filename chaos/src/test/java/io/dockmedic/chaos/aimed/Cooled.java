package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;

/** A GPU that is too hot until its limit is lowered: which is done once, and put back once when it has been cool for a while. */
final class Cooled implements Course {
    static final String NAME = "cooled";
    static final String RULE = Course.rule(NAME, """
                    on: gpu.sample
                    when: event.temperature >= 87
                    resolve: {on: gpu.sample, when: event.temperature < 80}
            """, "{action: gpu-power-limit, with: {by: -10%, calm: 10s}, verify: {over: 0s, within: 2m}}");

    private static final String SETS = "nvmlDeviceSetPowerManagementLimit 0";
    private static final String TEMPERATURE = "temp";
    private static final long USUAL = 700_000;
    private static final long LOWERED = 630_000;

    private final Clinic clinic;
    private int sets;
    private boolean hot;
    private boolean struck;

    Cooled(Clinic clinic) {
        this.clinic = clinic;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> beds() {
        return List.of();
    }

    @Override
    public void opens() {
        // The GPU is as it is.
    }

    /** What it may draw, in milliwatts: 0 stands for nobody having set it. */
    private long limit() {
        long set = clinic.gpus().limit(0);
        return set == 0 ? USUAL : set;
    }

    private int set() {
        return Collections.frequency(clinic.gpus().calls(), SETS);
    }

    @Override
    public void falls(int turn) {
        assertThat(limit()).as("put back, the last time").isEqualTo(USUAL);
        sets = set();
        hot = false;
    }

    @Override
    public void asks() {
        if (!hot) {
            hot = true;
            clinic.gpus().says(0, TEMPERATURE, 90);
            clinic.rig().awaiting("heard of", () -> clinic.asking().newest(NAME).filter(Asking::fires).isPresent());
        }
    }

    private long pages() {
        return clinic.asking().newest(NAME).map(clinic.asking()::pages).orElse(0L);
    }

    @Override
    public JsonNode settled() {
        clinic.rig().awaiting("lowered, or told", Asking.LIMIT, () -> limit() == LOWERED || pages() > 0);
        clinic.gpus().unsays(0, TEMPERATURE);
        JsonNode incident = clinic.asking().settledOrOver(NAME);
        clinic.asking().over(NAME);
        clinic.rig().awaiting("put back: " + incident, Asking.LIMIT, () -> limit() == USUAL);
        // Every other time right then: before it is written down that it was put back.
        struck = !struck;
        if (struck) {
            clinic.rig().program.kill();
            clinic.rig().started();
        }
        clinic.rig()
                .awaiting("known to be put back", Asking.LIMIT, () -> clinic.acts(incident.path("id").asText(),
                        "gpu-power-limit").stream().noneMatch("open"::equals));
        return incident;
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        assertThat(limit()).as(as + ": put back").isEqualTo(USUAL);
        // Down and up again, or never; where both are seen, a kill in between must not have done one of them again.
        assertThat(set() - sets).as(as + ": lowered once and put back once")
                .isIn(pages == 0 ? List.of(2) : List.of(0, 2));
        // To put it back is an act of its own.
        assertThat(clinic.acts(incident.path("id").asText(), "gpu-power-limit")).as(as + ": each act once")
                .hasSize(set() == sets ? 1 : 2);
        assertThat(pages).as(as + ": told once").isLessThanOrEqualTo(1);
    }

    @Override
    public void ends(long pages) {
        clinic.asking().over(NAME);
    }
}
