package io.dockmedic.collectors.audit.find;

/** Where a finding is. */
public sealed interface Where {
    /** For a person. */
    String shown();

    /** A container of the engine. */
    record Running(String container) implements Where {
        @Override
        public String shown() {
            return "container " + container;
        }
    }

    /**
     * A place in a file.
     *
     * @param file as it was given
     * @param line from 1
     */
    record InFile(String file, int line) implements Where {
        @Override
        public String shown() {
            return file + ":" + line;
        }
    }
}
