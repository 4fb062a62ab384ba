package io.dockmedic.rules.remedy;

import java.time.Duration;

/**
 * A request to the container that has to be answered.
 *
 * @param port    in the container
 * @param path    with its query, if it has one
 * @param status  that is asked for; 0 for any of 200 to 299
 * @param timeout for one answer
 */
public record HttpProbe(int port, String path, int status, Duration timeout) implements Step.Condition {
    /** As rules write it. */
    public static final String WORD = "http";

    @Override
    public String word() {
        return WORD;
    }

    /** Whether that is the answer asked for. */
    public boolean accepts(int answered) {
        return status == 0 ? answered >= 200 && answered < 300 : answered == status;
    }
}
