package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.rules.engine.EngineParts;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.remedy.ActionCatalog;
import io.dockmedic.rules.state.recorded.RecordLimits;
import java.util.List;

/**
 * What the rules stage is given.
 *
 * @param files       all rule files, the shipped ones included when wanted
 * @param actions     the actions that rules may name
 * @param parts       clock, ids, kinds and meters
 * @param timers      run on the verticle's own thread
 * @param journal     with {@link io.dockmedic.rules.state.RulesTables#TABLES} in it
 * @param record      how much of what the rules see is kept there
 * @param subscribers who is told of incidents; there before this stage is deployed
 * @param lookers     who reads containers when asked to ({@link io.dockmedic.collectors.event.Looks}); there before the
 *                    first event
 * @param health      where it says how it is, as {@code rules} and {@code rules.journal}
 */
public record RulesSetup(
        List<RuleFile> files,
        ActionCatalog actions,
        EngineParts parts,
        Timers timers,
        Journal journal,
        RecordLimits record,
        List<String> subscribers,
        List<String> lookers,
        Health health) {
    public RulesSetup {
        files = List.copyOf(files);
        subscribers = List.copyOf(subscribers);
        lookers = List.copyOf(lookers);
    }
}
