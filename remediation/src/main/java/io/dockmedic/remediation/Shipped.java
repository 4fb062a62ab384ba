package io.dockmedic.remediation;

import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.action.restart.RestartAction;
import io.dockmedic.remediation.action.tell.EscalateAction;
import java.util.List;

/** The actions this version has. A new one is added here and in {@link RemediationVerticle}, which gives it its tools. */
public final class Shipped {
    private Shipped() {}

    /** What rule files may name. */
    public static Catalog catalog() {
        return new Catalog(List.of(RestartAction.ABOUT, EscalateAction.ABOUT));
    }
}
