package io.dockmedic.remediation.diagnose.look;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * As whom a container's process runs, by the machine's numbers.
 *
 * @param name   as configured; empty for what the image says, and that for root
 * @param groups further ones
 * @param from   {@code process} that runs, or {@code image}
 * @param mayAll whether it may do all with the files of an owner
 */
record User(String name, long uid, long gid, Set<Long> groups, String from, LongPredicate mayAll) {
    User {
        groups = Set.copyOf(groups);
    }

    /** {@code 1000:1000 (app)}. */
    String words() {
        return uid + ":" + gid + (name.isEmpty() || name.matches("[\\d:]*") ? "" : " (" + name + ")");
    }

    JsonObject json() {
        return new JsonObject().put("name", name)
                .put("uid", uid)
                .put("gid", gid)
                .put("groups", new JsonArray(new TreeSet<>(groups).stream().toList()))
                .put("from", from);
    }
}
