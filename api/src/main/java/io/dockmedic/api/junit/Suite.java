package io.dockmedic.api.junit;

import java.util.List;

/** Cases that belong together. */
public record Suite(String name, List<Case> cases) {
    public Suite {
        cases = List.copyOf(cases);
    }

    /** How many failed. */
    public long failures() {
        return cases.stream().filter(one -> one.outcome() instanceof Outcome.Failed).count();
    }

    /** How many say nothing. */
    public long skipped() {
        return cases.stream().filter(one -> one.outcome() instanceof Outcome.Skipped).count();
    }
}
