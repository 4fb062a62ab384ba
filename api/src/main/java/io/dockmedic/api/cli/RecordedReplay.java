package io.dockmedic.api.cli;

import io.dockmedic.api.replay.Differences;
import io.dockmedic.api.replay.Recorded;
import io.dockmedic.api.replay.ReplayReport;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Firing;
import io.dockmedic.remediation.replay.Happened;
import io.dockmedic.remediation.replay.Replay;
import io.dockmedic.remediation.replay.Replayed;
import io.dockmedic.remediation.ruletest.Verdicts;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code dockmedic replay --recorded}: what rules would have done with what Dockmedic recorded here, beside what was done then.
 *
 * @param journal where it is
 * @param since   from so long before its last event on; null for all there is
 * @param only    whether these rules alone are asked about
 * @param same    whether a difference is wrong
 * @param says    how far it is; ended with it
 */
record RecordedReplay(Kinds kinds, Verdicts verdicts, Path journal, @Nullable Duration since, boolean only,
        boolean same, Supplier<Progress> says) {
    /** Of readings the first of each was recorded. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    ReplayEnd of(List<Rule> rules) {
        try (Recorded there = new Recorded(journal, kinds, since);
                Progress progress = says.get()) {
            if (there.isEmpty()) {
                return new ReplayEnd.Refused(List.of(there.nothing()));
            }
            long all = there.size();
            Replayed replayed = new Replay(rules, kinds, verdicts)
                    .thinned(MINUTE, there.ran())
                    .run(there.events(), seen -> progress.done(seen, all, "events replayed"));
            Set<String> names = rules.stream().map(Rule::name).collect(Collectors.toSet());
            Beside beside = there.beside(replayed, only ? asked(names, replayed) : any -> true);
            Map<String, String> differences = Differences.of(replayed, beside);
            differences.keySet().removeIf(name -> !same || (only && !names.contains(name)));
            return new ReplayEnd.Done(new ReplayReport(
                    replayed, beside, problems(there, beside), there.remarks(), differences));
        } catch (JournalException e) {
            return new ReplayEnd.Refused(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** What fired then of these rules, and what did of whatever they would have fired on. */
    private static Predicate<Happened> asked(Set<String> names, Replayed replayed) {
        Set<String> keys = replayed.firings().stream().map(Firing::key).collect(Collectors.toSet());
        return happened -> names.contains(happened.alert()) || keys.contains(happened.key());
    }

    private List<String> problems(Recorded there, Beside beside) {
        List<String> problems = new ArrayList<>(there.problems());
        if (same && beside.until() != null) {
            problems.add(
                    "whether it is the same after " + beside.until() + " is not known: there is more than there"
                            + " is room for; name less with --since");
        }
        if (same && beside.unsure() > 0) {
            problems.add(
                    "whether " + beside.unsure() + " that fired at times of which not all is recorded would fire is"
                            + " not known");
        }
        return problems;
    }
}
