package io.dockmedic.api.doctor.check;

import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.List;

/** Looks at one thing. Knows of no other check, and changes nothing anywhere. */
public interface Check {
    /** As JSON names it; stays the same from version to version. */
    String name();

    /** Where on the page it is. */
    Section section();

    /** What it finds, at least one; fails, or throws, when it cannot look. Never blocks. */
    Future<List<Finding>> look(Facts facts);
}
