package io.dockmedic.collectors.audit.check;

import java.util.Locale;

/** How bad a finding is, from the least. */
public enum Severity {
    /** Worth knowing. */
    INFO,
    /** To be put right. */
    WARNING,
    /** Who gets into the container has the host, or the whole network has the service. */
    CRITICAL;

    /** As reports, metric labels and events write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is {@code other} or worse. */
    public boolean reaches(Severity other) {
        return compareTo(other) >= 0;
    }
}
