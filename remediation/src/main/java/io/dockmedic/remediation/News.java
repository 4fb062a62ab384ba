package io.dockmedic.remediation;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.rules.incident.Tried;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the stage tells others while it goes on. Nothing waits until they have heard it; so it is logged where they did not. */
final class News {
    private static final Logger LOG = LoggerFactory.getLogger(News.class);

    private final Publisher<Tried> tried;
    private final Publisher<RemedyChange> remedies;

    News(Publisher<Tried> tried, Publisher<RemedyChange> remedies) {
        this.tried = tried;
        this.remedies = remedies;
    }

    /** Something is done about an incident whose end is to prove it. */
    void tried(Tried about) {
        tried.publish(about)
                .onFailure(why -> LOG.atWarn()
                        .addKeyValue("rule", about.rule())
                        .addKeyValue("key", about.key())
                        .log("the rules were not told that something is done: what they heard before it may pass for"
                                + " the incident's end: {}", why.getMessage()));
    }

    /** A remedy stands so by now. */
    void stands(RemedyChange change) {
        remedies.publish(change)
                .onFailure(why -> LOG.atWarn()
                        .addKeyValue("incident", change.incident())
                        .addKeyValue("rule", change.rule())
                        .addKeyValue("service", change.service())
                        .addKeyValue("state", change.state())
                        .log("not everybody was told how a remedy stands now: the page or Kafka may have it as it was"
                                + " before: {}", why.getMessage()));
    }
}
