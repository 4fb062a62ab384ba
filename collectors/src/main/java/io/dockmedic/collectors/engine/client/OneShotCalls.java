package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calls that make a container for one command, and remove it. As {@link EngineCalls}: futures never fail for reasons of the engine. */
public interface OneShotCalls {
    /** On each of them, with the id of the act that made it. */
    String LABEL = "io.dockmedic.run";

    /** How the name of each of them begins. */
    String NAME = "dockmedic-run-";

    /**
     * One that was made.
     *
     * @param id       its full id
     * @param warnings of the engine: where it drops a limit that it cannot keep, it says so here and nowhere else
     */
    record Made(String id, List<String> warnings) {
        public Made {
            warnings = List.copyOf(warnings);
        }

        /** Which limit was dropped, in the engine's words. That swap is not counted is none: memory is limited all the same. */
        public Optional<String> unbounded() {
            return warnings.stream()
                    .filter(warning -> warning.toLowerCase(Locale.ROOT).contains("discarded"))
                    .findFirst();
        }
    }

    /**
     * What is to be run. It is never privileged, gets no new privileges, mounts nothing, and is not started again by the engine.
     *
     * @param act      that it is for
     * @param image    by its digest or id
     * @param command  for the image's own entry point, one element each
     * @param user     empty for the image's own
     * @param network  {@code none}, or the name of one
     * @param writable whether its root file system can be written to
     */
    record Order(String act, String image, List<String> command, String user, String network, boolean writable,
            long memoryBytes, long nanoCpus, long pids) {
        public Order {
            command = List.copyOf(command);
        }
    }

    /** {@code POST /containers/create} under that name. Pulls nothing. */
    Future<CallResult<Made>> create(String name, Order order);

    /** {@code DELETE /containers/{id}?v=true} of one that does not run, with the volumes that its image made for it. */
    Future<CallResult<Void>> discard(String id);
}
