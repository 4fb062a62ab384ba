package io.dockmedic.api.replay;

import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Replayed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a replay.
 *
 * @param beside      what there was; null where that is not known
 * @param problems    why not all that was asked for could be read and compared; empty when all was
 * @param remarks     what else to know of the events
 * @param differences what is wrong as it is not the same as then, by alert; empty where it need not be
 */
public record ReplayReport(
        Replayed replayed, @Nullable Beside beside, List<String> problems, List<String> remarks,
        Map<String, String> differences) {
    public ReplayReport {
        problems = List.copyOf(problems);
        remarks = List.copyOf(remarks);
        differences = Map.copyOf(differences);
    }

    /** Whether nothing is wrong. */
    public boolean isFine() {
        return problems.isEmpty() && differences.isEmpty();
    }
}
