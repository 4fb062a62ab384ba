package io.dockmedic.benchmarks.soak;

import io.dockmedic.testkit.PrivateEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What happens to containers in a year: they die, are restarted, are made anew, and jobs come and go. Drawn from a seed. */
final class Churn {
    private static final String CONSENT = "dockmedic.heal=true";

    private final PrivateEngine engine;
    private final String image;
    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> did = new TreeMap<>();
    private int made;
    private int next;

    Churn(PrivateEngine engine, String image, long seed) {
        this.engine = engine;
        this.image = image;
        this.random = new Random(seed);
    }

    /** Starts so many. */
    void begin(int count) {
        for (int i = 0; i < count; i++) {
            names.add(start());
        }
    }

    /** One thing more. */
    void happen() {
        // In turn, so that none dies often enough to be in a loop.
        int which = next++ % names.size();
        String name = names.get(which);
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> {
                // From outside the engine: a fault, not a request.
                String pid = engine.docker("inspect", "--format", "{{.State.Pid}}", name).orFail().text().strip();
                ProcessHandle.of(Long.parseLong(pid))
                        .filter(one -> one.pid() > 1)
                        .ifPresent(ProcessHandle::destroyForcibly);
                note("deaths");
            }
            case 3 -> {
                engine.docker("restart", "--time", "0", name);
                note("restarts by a person");
            }
            case 4 -> {
                engine.docker("rm", "--force", name);
                names.set(which, start());
                note("containers made anew");
            }
            default -> {
                engine.docker("run", "--rm", "--network", "none", image, "sh", "-c", "exit 0");
                note("jobs");
            }
        }
    }

    /** Of the containers that are to run, how many do. */
    long running() {
        return engine.docker("ps", "--quiet", "--filter", "label=" + CONSENT).orFail().text().lines().count();
    }

    int all() {
        return names.size();
    }

    Map<String, Integer> did() {
        return new TreeMap<>(did);
    }

    private void note(String what) {
        did.merge(what, 1, Integer::sum);
    }

    private String start() {
        String name = "soak-" + made++;
        engine.docker("run", "--detach", "--network", "none", "--name", name, "--label", CONSENT, image, "sleep",
                "1000000")
                .orFail();
        return name;
    }
}
