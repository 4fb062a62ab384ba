package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.sought.Seekers;
import io.dockmedic.rules.state.recorded.RecordReader;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rules heard before our start, as far as it was recorded: not the last seconds before a kill, and few readings. */
public final class Recall {
    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

    private final Journal journal;
    private final Kinds kinds;

    public Recall(Journal journal, Kinds kinds) {
        this.journal = journal;
        this.kinds = kinds;
    }

    /** What was heard since then about a service, or what else that is, in the order in which it was heard. Fails as the journal does. */
    public Future<List<Event>> since(Instant since, String about) {
        List<Event> found = new ArrayList<>();
        return pieces(new RecordReader(journal, kinds), since, about, 0, found)
                .map(read -> List.copyOf(found))
                .onFailure(why -> LOG.atWarn()
                        .addKeyValue("about", about)
                        .log("what was heard before the restart cannot be read, for a proof: {}", why.getMessage()));
    }

    private static Future<Void> pieces(RecordReader reader, Instant since, String about, long from,
            List<Event> found) {
        return reader.piece(since, from, (why, events) -> LOG.atWarn()
                .addKeyValue("about", about)
                .log("{} recorded events cannot be read, for a proof: {}", events, why))
                .compose(piece -> {
                    piece.events()
                            .stream()
                            .map(Scripted::event)
                            .filter(event -> Seekers.about(event).equals(about))
                            .forEach(found::add);
                    return piece.more()
                            ? pieces(reader, since, about, piece.next(), found)
                            : Future.succeededFuture();
                });
    }
}
