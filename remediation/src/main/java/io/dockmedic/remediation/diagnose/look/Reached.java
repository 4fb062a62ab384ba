package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.engine.detail.Needs.Need;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * Whether somebody that a container needs can be reached from inside, as far as the engine's and the kernel's word goes.
 *
 * @param verdict in one word, for machines
 * @param words   for a person, after "db:5432 (DATABASE_URL): "
 * @param tells   whether a person has to hear of it
 */
record Reached(Need need, Verdict verdict, String words, boolean tells) {
    /** How it is. */
    enum Verdict {
        /** Resolves, and somebody listens there. */
        ANSWERS,
        /** Resolves; where it listens is not known. */
        RESOLVES,
        /** Resolves, and nobody listens at the port. */
        SILENT,
        /** Has the name and does not run, so the name does not resolve. */
        DOWN,
        /** Has the name, on other networks. */
        APART,
        /** No container has the name. */
        UNKNOWN,
        /** The container itself. */
        ITSELF,
        /** It is told the address ({@code extra_hosts}, links). */
        TOLD,
        /** An address, or a name outside of the engine: not looked at. */
        OUTSIDE
    }

    /** {@code db:5432 (DATABASE_URL)}. */
    String whom() {
        return need.host() + (need.port() > 0 ? ":" + need.port() : "") + " (" + need.from() + ")";
    }

    JsonObject json() {
        return new JsonObject().put("from", need.from())
                .put("host", need.host())
                .put("port", need.port())
                .put("verdict", verdict.name().toLowerCase(Locale.ROOT))
                .put("found", words);
    }
}
