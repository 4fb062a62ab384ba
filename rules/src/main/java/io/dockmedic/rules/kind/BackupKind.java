package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.BackupEvent.Sampled;
import java.time.Duration;
import java.util.List;

/** {@code backup.sample}. */
final class BackupKind {
    static final Kind<Sampled> KIND = Kind.of(
            Sampled.KIND,
            Sampled.class,
            "the good backups of one thing of one service were looked at, every 5 min; of what was never backed up there"
                    + " is none",
            List.of(),
            List.of(
                    Field.text("service", "whose it is, `shop/db/1`, also the subject", Sampled::service),
                    Field.text("name", "as its files are called, `shop_db`", Sampled::name),
                    Field.text("last", "when the newest was made that counts, `2026-11-28T02:30:00Z`",
                            event -> event.last().toString()),
                    Field.number("kept", "how many there are that count", Sampled::kept),
                    Field.number("ageMinutes", "how old the newest is", Sampled::ageMinutes),
                    Field.text("rule", "the rule with a `schedule` that is to make the next one first; empty when none"
                            + " is", Sampled::rule),
                    Field.number("overdueMinutes",
                            "how long ago, by that rule, the next one should have been there, with its `within` and"
                                    + " `timeout`; 0 while there is time, and without such a rule",
                            Sampled::overdueMinutes)))
            .every(Duration.ofMinutes(5));

    private BackupKind() {}
}
