package io.dockmedic.remediation.escalate;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom a message is for: the receivers whose routes and services it fits, and who was told of the same before. What is for nobody
 * is for all, and the log says so once of each rule. To be used on one context.
 */
final class Addressees {
    private static final Logger LOG = LoggerFactory.getLogger(Addressees.class);

    private final Reminders reminders;
    /** Rules, and kinds of messages, of which the log has said that they are for no receiver. */
    private final Set<String> forAll = new HashSet<>();

    Addressees(Reminders reminders) {
        this.reminders = reminders;
    }

    /**
     * The names of those that hear it; empty only where no receiver is told at once and none was told before.
     *
     * @param tells whether it is told to be acknowledged: those whose turn comes later, or that were told of what was before, hear
     *              of anything else, but not of that
     */
    List<String> of(String about, String key, JsonObject body, boolean tells) {
        List<String> meant = hearing(about, key, tells, receiver -> receiver.audience().hears(body));
        if (!meant.isEmpty()) {
            return meant;
        }
        String what = body.getJsonObject("incident", new JsonObject()).getString("rule", body.getString("kind"));
        if (forAll.add(what)) {
            LOG.atWarn()
                    .addKeyValue("rule", what)
                    .addKeyValue("incident", about)
                    .log("no receiver is for this, by its routes and services: all are told");
        }
        return hearing(about, key, tells, receiver -> true);
    }

    private List<String> hearing(String about, String key, boolean tells, Predicate<Receiver> fits) {
        return tells ? reminders.whoIsTold(about, key, fits) : reminders.whoHears(about, fits);
    }
}
