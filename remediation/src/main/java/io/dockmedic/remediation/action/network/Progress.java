package io.dockmedic.remediation.action.network;

import io.dockmedic.rules.remedy.ListText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an act has come, as it is written down before each call.
 *
 * @param wanted networks that the container is to be put on, in this order
 * @param begun  how many calls were made, or may have been
 */
record Progress(List<String> wanted, int begun) {
    private static final String WANTED = "networks";
    private static final String BEGUN = "begun";

    Progress {
        wanted = List.copyOf(wanted);
    }

    Map<String, String> notes() {
        return Map.of(WANTED, ListText.of(wanted), BEGUN, Integer.toString(begun));
    }

    /** Null where no call was made. */
    static @Nullable Progress read(Map<String, String> notes) {
        return ListText.read(notes.getOrDefault(WANTED, ""))
                .map(wanted -> new Progress(wanted, Integer.parseInt(notes.getOrDefault(BEGUN, "0"))))
                .orElse(null);
    }

    /** Those that the container was to be put on by now. */
    List<String> called() {
        return wanted.subList(0, Math.min(begun, wanted.size()));
    }
}
