package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/**
 * One thing that can be wrong with a container's settings. The same check looks at what runs and at what a Compose
 * file is about to run.
 *
 * @param id       stays for ever: reports, metrics and people's exceptions name it
 * @param severity the highest it gives
 * @param finds    what is wrong, for the documentation
 * @param instead  what to write instead, for the documentation
 * @param look     finds it
 */
public record Check(String id, Severity severity, String finds, String instead, Look look) {
    /** Looks at one container's settings. Pure. */
    @FunctionalInterface
    public interface Look {
        /**
         * What is wrong; empty when nothing is.
         *
         * @param all the containers of the same engine or file, {@code setup} among them
         */
        List<Flaw> at(Setup setup, List<Setup> all);
    }

    /** A look that needs no other containers. */
    interface Alone {
        List<Flaw> at(Setup setup);

        default Look alone() {
            return (setup, all) -> at(setup);
        }
    }

    static Check alone(String id, Severity severity, String finds, String instead, Alone look) {
        return new Check(id, severity, finds, instead, look.alone());
    }
}
