package io.dockmedic.remediation.decide;

import java.util.List;
import java.util.Locale;

/** How grave something is, by the label that Prometheus' rules have for it by custom. */
public final class Severity {
    /** {@code severity}. */
    public static final String LABEL = "severity";

    private static final List<String> ASCENDING = List.of("none", "info", "warning", "error", "critical");

    private Severity() {}

    /** Whether one is graver than the other. Of a word that is none of ours, or none at all, it is not known. */
    public static boolean graver(String one, String other) {
        int first = rank(one);
        int second = rank(other);
        return first >= 0 && second >= 0 && first > second;
    }

    private static int rank(String severity) {
        return ASCENDING.indexOf(severity.toLowerCase(Locale.ROOT));
    }
}
