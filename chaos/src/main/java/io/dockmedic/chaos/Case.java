package io.dockmedic.chaos;

import io.dockmedic.testkit.observe.Deed.Kind;
import io.dockmedic.testkit.observe.Patient.Consent;
import java.util.List;

/**
 * What happens to one service, from its creation on.
 *
 * @param consent    its owner's
 * @param policy     the engine's restart policy
 * @param hostConfig more of it, JSON that begins with a comma
 */
record Case(String name, int weight, Consent consent, String policy, String hostConfig, Course course) {
    /** What is done to it. */
    interface Course {
        void run(Bed bed);
    }

    /** All there are; how often each comes is its weight. */
    static final List<Case> ALL = List.of(
            healed("killed", 12, Bed::killProcess),
            healed("exits", 10, bed -> bed.end(pick(bed))),
            new Case("memory", 4, Consent.HEAL, "no", ", \"Memory\": 16777216", bed -> bed.end("oom")),
            healed("probed", 3, Bed::sicken),
            healed("gpu", 4, Bed::faultOnItsGpu),
            healed("again", 4, bed -> {
                bed.killProcess();
                bed.linger(11_000, 14_000);
                bed.killProcess();
            }),
            healed("often", 3, bed -> {
                for (int times = 0; times < 4; times++) {
                    bed.killProcess();
                    bed.linger(500, 3000);
                    if (!bed.runs()) {
                        return;
                    }
                }
            }),
            healed("loop", 2, bed -> {
                bed.spoil();
                bed.killProcess();
            }),
            new Case("unlabelled", 3, Consent.NONE, "no", "", bed -> {
                bed.killProcess();
                bed.linger(2000, 8000);
            }),
            new Case("protected", 2, Consent.PROTECTED, "no", "", Bed::killProcess),
            new Case("always", 3, Consent.HEAL, "always", "", bed -> {
                bed.killProcess();
                bed.linger(1000, 4000);
            }),
            healed("stopped", 8, bed -> {
                bed.person(Kind.DOWN, "stop");
                bed.linger(500, 8000);
            }),
            healed("stopped-started", 8, bed -> {
                bed.person(Kind.DOWN, "stop");
                bed.linger(100, 3000);
                bed.person(Kind.UP, "start");
                bed.linger(100, 3000);
            }),
            healed("killed-by-person", 5, bed -> {
                bed.person(Kind.DOWN, "kill");
                bed.linger(500, 5000);
            }),
            healed("restarted", 6, bed -> {
                bed.person(Kind.UP, "restart");
                bed.moment();
                bed.person(Kind.UP, "restart");
                bed.linger(500, 3000);
            }),
            healed("stopped-in-healing", 6, bed -> {
                bed.killProcess();
                bed.moment();
                if (!bed.person(Kind.DOWN, "stop")) {
                    bed.remove();
                }
                bed.linger(500, 6000);
            }),
            healed("started-first", 5, bed -> {
                bed.killProcess();
                bed.moment();
                bed.person(Kind.UP, "start");
                bed.linger(500, 4000);
            }),
            healed("removed", 3, bed -> {
                bed.remove();
                bed.linger(500, 3000);
            }),
            healed("recreated", 5, bed -> {
                bed.killProcess();
                bed.moment();
                bed.remove();
                bed.recreate(labels(Consent.HEAL, ""), "");
                bed.linger(500, 4000);
            }),
            healed("paused", 3, bed -> {
                bed.person(Kind.DOWN, "pause");
                bed.linger(500, 4000);
                bed.person(Kind.UP, "unpause");
            }));

    /** Creates the service and lets it happen. */
    void happenTo(Bed bed) {
        bed.create(labels(consent, name),
                ", \"RestartPolicy\": {\"Name\": \"%s\"}".formatted(policy) + hostConfig);
        course.run(bed);
    }

    private static Case healed(String name, int weight, Course course) {
        return new Case(name, weight, Consent.HEAL, "no", "", course);
    }

    private static String labels(Consent consent, String name) {
        String allowed = switch (consent) {
            case HEAL -> "\"dockmedic.heal\": \"true\"";
            case PROTECTED -> "\"dockmedic.heal\": \"true\", \"dockmedic.protect\": \"true\"";
            case NONE -> "";
        };
        return name.equals("probed") ? allowed + ", \"probed\": \"1\"" : allowed;
    }

    private static String pick(Bed bed) {
        List<String> codes = Bed.exitCodes();
        return codes.get(bed.random().nextInt(codes.size()));
    }
}
