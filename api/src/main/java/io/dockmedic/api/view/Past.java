package io.dockmedic.api.view;

import io.vertx.core.Future;
import java.util.List;

/** What was before our start. */
@FunctionalInterface
public interface Past {
    /** Open incidents and the newest resolved ones, oldest first; no more of these than there is room for. */
    Future<List<IncidentEntry>> read();
}
