package io.dockmedic.remediation.record;

import io.dockmedic.rules.remedy.Step;
import io.dockmedic.remediation.decide.Touches;
import io.dockmedic.collectors.base.journal.Tables;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What remediation keeps in the journal. */
public final class RemediationTables {
    private static final String FIRST = """
            CREATE TABLE remediation_acts(
              id TEXT PRIMARY KEY, at INTEGER NOT NULL, incident TEXT NOT NULL, rule TEXT NOT NULL,
              service TEXT NOT NULL, container TEXT NOT NULL, action TEXT NOT NULL, step INTEGER NOT NULL,
              attempt INTEGER NOT NULL, started_before INTEGER, deadline INTEGER NOT NULL,
              outcome TEXT NOT NULL, ended INTEGER, detail TEXT NOT NULL);
            CREATE INDEX remediation_acts_at ON remediation_acts(at);
            CREATE TABLE remediation_decisions(
              at INTEGER NOT NULL, incident TEXT NOT NULL, rule TEXT NOT NULL, service TEXT NOT NULL,
              action TEXT NOT NULL, step INTEGER NOT NULL, attempt INTEGER NOT NULL, verdict TEXT NOT NULL,
              reason TEXT NOT NULL, detail TEXT NOT NULL);
            CREATE INDEX remediation_decisions_at ON remediation_decisions(at);
            CREATE TABLE remediation_ladders(
              incident TEXT PRIMARY KEY, at INTEGER NOT NULL, rule TEXT NOT NULL, service TEXT NOT NULL,
              state TEXT NOT NULL, ended INTEGER NOT NULL, told_at INTEGER, body TEXT NOT NULL);
            CREATE INDEX remediation_ladders_at ON remediation_ladders(at);
            CREATE TABLE remediation_deliveries(
              key TEXT NOT NULL, receiver TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL,
              state TEXT NOT NULL, attempts INTEGER NOT NULL, ended INTEGER, detail TEXT NOT NULL,
              PRIMARY KEY(key, receiver));
            CREATE INDEX remediation_deliveries_at ON remediation_deliveries(at)""";

    private static final String SECOND = "ALTER TABLE remediation_acts ADD COLUMN starts INTEGER NOT NULL DEFAULT 0";

    private static final String THIRD = """
            CREATE TABLE remediation_switches(
              id TEXT PRIMARY KEY, kind TEXT NOT NULL, services TEXT NOT NULL, since INTEGER NOT NULL,
              until INTEGER, reason TEXT NOT NULL, author TEXT NOT NULL, ended INTEGER);
            CREATE TABLE remediation_storms(
              id TEXT PRIMARY KEY, image TEXT NOT NULL, since INTEGER NOT NULL, last INTEGER NOT NULL,
              services TEXT NOT NULL, why TEXT NOT NULL, told TEXT NOT NULL,
              ended INTEGER)""";

    private static final String FOURTH = """
            CREATE TABLE remediation_good_runs(
              service TEXT PRIMARY KEY, container TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)""";

    private static final String FIFTH = """
            ALTER TABLE remediation_acts ADD COLUMN call TEXT NOT NULL DEFAULT '';
            ALTER TABLE remediation_acts ADD COLUMN notes TEXT NOT NULL DEFAULT '{}';
            ALTER TABLE remediation_acts ADD COLUMN owes INTEGER NOT NULL DEFAULT 0""";

    /** What was taken down before is as much on purpose as what is from now on; what was paused may be so by others since. */
    private static final String SIXTH = """
            ALTER TABLE remediation_acts ADD COLUMN holds INTEGER NOT NULL DEFAULT 0;
            UPDATE remediation_acts SET holds = 1 WHERE call IN ('stop', 'kill') AND outcome <> 'refused'""";

    private static final String SEVENTH = """
            CREATE TABLE remediation_questions(
              id TEXT PRIMARY KEY, incident TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
              state TEXT NOT NULL, answered INTEGER, act TEXT NOT NULL, body TEXT NOT NULL)""";

    private static final String EIGHTH = """
            CREATE TABLE remediation_removals(
              act TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
              bytes INTEGER NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL, ended INTEGER,
              PRIMARY KEY(act, kind, id))""";

    /** What others did to a service, to the nanosecond: it is compared with when its fault was. */
    private static final String NINTH = """
            CREATE TABLE remediation_touches(
              service TEXT NOT NULL, at INTEGER NOT NULL, moment TEXT NOT NULL, action TEXT NOT NULL);
            CREATE INDEX remediation_touches_at ON remediation_touches(at)""";

    private static final String TENTH = """
            CREATE TABLE remediation_remarks(
              incident TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, author TEXT NOT NULL,
              note TEXT NOT NULL, over INTEGER NOT NULL);
            CREATE INDEX remediation_remarks_incident ON remediation_remarks(incident)""";

    private static final String ELEVENTH = """
            CREATE TABLE remediation_pages(
              about TEXT NOT NULL, receiver TEXT NOT NULL, key TEXT NOT NULL, incidents TEXT NOT NULL,
              since INTEGER NOT NULL, last INTEGER NOT NULL, times INTEGER NOT NULL, body TEXT NOT NULL,
              PRIMARY KEY(about, receiver))""";

    /** From which image a service was taken back, once: it is not taken back to it, nor from it a second time. */
    private static final String TWELFTH = """
            CREATE TABLE remediation_rollbacks(
              service TEXT NOT NULL, image TEXT NOT NULL, onto TEXT NOT NULL, at INTEGER NOT NULL, act TEXT NOT NULL,
              words TEXT NOT NULL, hand TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
              PRIMARY KEY(service, image));
            CREATE INDEX remediation_rollbacks_act ON remediation_rollbacks(act)""";

    /** Who made a switch last longer, and who ended it; empty when nobody did, as when it ran out. */
    private static final String THIRTEENTH = """
            ALTER TABLE remediation_switches ADD COLUMN extended_by TEXT NOT NULL DEFAULT '';
            ALTER TABLE remediation_switches ADD COLUMN ended_by TEXT NOT NULL DEFAULT ''""";

    /** The images on which each service ran well last; and those that no name leads to and nothing uses, since when. */
    private static final String FOURTEENTH = """
            CREATE TABLE remediation_good_images(
              service TEXT NOT NULL, image TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(service, image));
            INSERT INTO remediation_good_images
              SELECT service, json_extract(body, '$.settings."image id"'), at FROM remediation_good_runs
              WHERE json_extract(body, '$.settings."image id"') <> '';
            CREATE TABLE remediation_nameless_images(
              image TEXT PRIMARY KEY, since INTEGER NOT NULL, seen INTEGER NOT NULL)""";

    /** What containers wrote before they ended, with the incidents of that. */
    private static final String FIFTEENTH = """
            CREATE TABLE remediation_last_lines(
              incident TEXT NOT NULL, at INTEGER NOT NULL, container TEXT NOT NULL, lines TEXT NOT NULL,
              PRIMARY KEY(incident, container, at));
            CREATE INDEX remediation_last_lines_at ON remediation_last_lines(at)""";

    /** What was found on containers when incidents of them fired. */
    private static final String SIXTEENTH = """
            CREATE TABLE remediation_found(
              incident TEXT PRIMARY KEY, at INTEGER NOT NULL, container TEXT NOT NULL, body TEXT NOT NULL);
            CREATE INDEX remediation_found_at ON remediation_found(at)""";

    /** Acts that changed how a container is set up: what it was at first is known for as long as it may live. */
    static final String UPDATES = "call IN ('update', 'raise')";

    private static final Duration CONTAINER_LIVES = Duration.ofDays(366);

    /** A service may run well for long without being started again. */
    private static final Duration GOOD_RUNS = Duration.ofDays(366);

    private RemediationTables() {}

    /** How far back acts are looked at: by budgets, and by steps that are left out after some. */
    public static Duration acts(Duration lookBack) {
        return lookBack.compareTo(Step.SkipAfter.LONGEST) < 0 ? Step.SkipAfter.LONGEST : lookBack;
    }

    /**
     * To be handed to the journal when it is opened.
     *
     * @param lookBack how far back budgets look: what they count is not forgotten however large the journal is
     */
    public static Tables keeping(Duration lookBack) {
        return new Tables(
                "remediation",
                List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH, ELEVENTH, TWELFTH,
                        THIRTEENTH, FOURTEENTH, FIFTEENTH, SIXTEENTH),
                List.of(
                        new Tables.Retained("remediation_acts", "at",
                                "outcome <> 'open' AND owes = 0 AND holds = 0 AND NOT " + UPDATES, acts(lookBack)),
                        new Tables.Retained("remediation_acts", "at",
                                "outcome <> 'open' AND owes = 0 AND holds = 0", CONTAINER_LIVES),
                        new Tables.Retained("remediation_decisions", "at", "1", Duration.ZERO),
                        new Tables.Retained("remediation_ladders", "max(at, coalesce(told_at, 0))", "ended = 1",
                                lookBack),
                        new Tables.Retained("remediation_deliveries", "at", "state <> 'pending'", lookBack),
                        new Tables.Retained("remediation_switches", "since",
                                "ended IS NOT NULL",
                                lookBack),
                        new Tables.Retained("remediation_questions", "since",
                                "state <> 'pending'",
                                lookBack),
                        new Tables.Retained("remediation_remarks", "at", "over = 1 OR kind = 'note'", Duration.ZERO),
                        new Tables.Retained("remediation_last_lines", "at", "1", Duration.ZERO),
                        new Tables.Retained("remediation_found", "at", "1", Duration.ZERO,
                                ChronoUnit.FOREVER.getDuration(),
                                true),
                        new Tables.Retained("remediation_removals", "at", "outcome <> 'open'", Duration.ZERO),
                        new Tables.Retained("remediation_touches", "at", "1", Touches.REMEMBERED),
                        new Tables.Retained("remediation_good_runs", "at", "1", GOOD_RUNS),
                        new Tables.Retained("remediation_good_images", "at", "1", GOOD_RUNS),
                        new Tables.Retained("remediation_nameless_images", "seen", "1", NamelessImages.UNWATCHED),
                        new Tables.Retained("remediation_rollbacks", "at", "1", GOOD_RUNS),
                        new Tables.Retained("remediation_storms", "since", "ended IS NOT NULL", lookBack)));
    }
}
