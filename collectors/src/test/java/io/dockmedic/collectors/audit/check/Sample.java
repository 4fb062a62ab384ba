package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.audit.setup.Setup.Answer;
import io.dockmedic.collectors.audit.setup.Setup.Logs;
import io.dockmedic.collectors.audit.setup.Setup.Mount;
import io.dockmedic.collectors.audit.setup.Setup.Port;
import io.dockmedic.collectors.audit.setup.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A container that no check has anything to say about, until a test changes something. */
final class Sample {
    String service = "web";
    String image = "nginx:1.29";
    boolean built;
    boolean job;
    Answer healthCheck = Answer.YES;
    long memory = 1 << 29;
    long pids = 100;
    boolean privileged;
    Set<String> capabilities = Set.of();
    String network = "";
    String pid = "";
    Answer root = Answer.NO;
    boolean readOnly = true;
    String restart = "unless-stopped";
    Logs logs = new Logs("json-file", true);
    List<Mount> mounts = List.of();
    List<Port> ports = List.of();
    Set<Integer> exposed = Set.of();
    Set<String> networks = Set.of("default");
    List<Variable> variables = List.of();
    Map<String, String> labels = Map.of();
    Set<String> options = Set.of();

    static Setup with(Consumer<Sample> change) {
        Sample sample = new Sample();
        change.accept(sample);
        return sample.setup();
    }

    private Setup setup() {
        return new Setup(service, image, built, job, healthCheck, memory, pids, privileged, capabilities, network, pid,
                root, readOnly, restart, logs, mounts, ports, exposed, networks, variables, labels, options);
    }
}
