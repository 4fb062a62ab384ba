package io.dockmedic.remediation.diagnose.good;

import io.dockmedic.collectors.engine.detail.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is different from when a service last ran well, one short line each. Pure. */
public final class Changes {
    private Changes() {}

    /** Empty when nothing is. Of what may be a secret only that it differs. */
    public static List<String> since(GoodRun good, Details now) {
        List<String> changes = new ArrayList<>();
        Map<String, String> settings = now.settings();
        for (String name : both(good.settings(), settings)) {
            String was = good.settings().getOrDefault(name, "not set");
            String is = settings.getOrDefault(name, "not set");
            if (!was.equals(is)) {
                changes.add(name + ": " + was + " -> " + is);
            }
        }
        Map<String, String> fingerprints = good.fingerprints(now);
        for (String name : both(good.fingerprints(), fingerprints)) {
            if (!good.fingerprints().containsKey(name)) {
                changes.add(name + " is new");
            } else if (!fingerprints.containsKey(name)) {
                changes.add(name + " is gone");
            } else if (!fingerprints.getOrDefault(name, "").equals(good.fingerprints().get(name))) {
                changes.add(name + " is another one");
            }
        }
        return changes;
    }

    /** The same but for the image itself. */
    public static List<String> besideTheImage(GoodRun good, Details now) {
        return since(good, now).stream()
                .filter(change -> !change.startsWith(Details.IMAGE + ": ")
                        && !change.startsWith(Details.IMAGE_ID + ": "))
                .toList();
    }

    private static Set<String> both(Map<String, String> one, Map<String, String> other) {
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
