package io.dockmedic.rules.stage;

import io.dockmedic.collectors.base.health.Health.Status;
import io.dockmedic.rules.engine.KeyId;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.Outcome;
import io.dockmedic.rules.engine.RuleEngine;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.state.RulesStore;
import io.dockmedic.rules.yaml.RuleProblem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The set of rules in force: which it is at the start, and how another takes its place, all of it or nothing. What was
 * taken last is kept as the last good one. For use by one verticle.
 */
final class Rulebook {
    private static final Logger LOG = LoggerFactory.getLogger(Rulebook.class);
    private static final String PART = "rules";

    private final RulesSetup setup;
    private final RuleLoader loader;
    private final RulesStore store;
    private final RuleEngine engine;
    private final Keeping keeping;
    private final LastReload lastReload;
    private final CompletableFuture<Loaded> first;
    private volatile List<Rule> running = List.of();

    /** Begins to compile the files at once, on a thread of its own: that takes longest of what a start waits for. */
    Rulebook(RulesSetup setup, RulesStore store, RuleEngine engine, Keeping keeping) {
        this.setup = setup;
        this.loader = new RuleLoader(setup.parts().kinds(), setup.actions());
        this.store = store;
        this.engine = engine;
        this.keeping = keeping;
        this.lastReload = new LastReload(setup.parts().meters(), setup.parts().clock());
        this.first = CompletableFuture.supplyAsync(() -> loader.load(setup.files()),
                work -> Thread.ofPlatform().daemon().name("rules-load").start(work));
    }

    /** The rules that run; none before they do. May be asked from any thread. */
    List<Rule> running() {
        return running;
    }

    /**
     * Has the engine run the rules to start with.
     *
     * @return what is remembered of their keys
     */
    Future<Map<KeyId, KeyState>> open(Context context) {
        return store.loadFiles()
                .recover(cause -> keeping.forgotten(cause, List.of()))
                .compose(lastGood -> Future.fromCompletionStage(first, context)
                        .compose(loaded -> aside(context, () -> Choice.of(loaded, loader, lastGood))))
                .compose(this::begin);
    }

    /**
     * Replaces the rules by those of {@code files}, all of them or none.
     *
     * @param tell writes and tells what comes of that for incidents
     * @return the problems for which they were refused; empty when they run now
     */
    Future<List<RuleProblem>> replace(List<RuleFile> files, Context context, Function<Outcome, Future<Void>> tell) {
        return aside(context, () -> loader.load(files)).compose(loaded -> take(loaded, tell));
    }

    private Future<Map<KeyId, KeyState>> begin(Choice choice) {
        refused(choice.problems());
        sayRules(choice);
        if (choice.from() == Choice.From.FILES) {
            lastReload.taken();
        }
        engine.replace(choice.set().rules());
        running = engine.rules();
        Future<Void> kept = choice.from() == Choice.From.FILES ? keepFiles(choice.set()) : Future.succeededFuture();
        return kept.compose(files -> store.load(choice.set().rules()))
                .recover(cause -> keeping.forgotten(cause, Map.of()));
    }

    private Future<List<RuleProblem>> take(Loaded loaded, Function<Outcome, Future<Void>> tell) {
        return switch (loaded) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                refused(problems);
                lastReload.refused();
                setup.health().say(PART, Status.DEGRADED, "a reload was refused: " + problems.getFirst());
                yield Future.succeededFuture(problems);
            }
            case Loaded.Sound(RuleSet set) -> {
                sayRules(new Choice(set, Choice.From.FILES, List.of()));
                lastReload.taken();
                LOG.atInfo().addKeyValue("rules", set.rules().size()).log("Rules reloaded");
                Outcome replaced = engine.replace(set.rules());
                running = engine.rules();
                yield tell.apply(replaced).compose(told -> keepFiles(set)).map(List.of());
            }
        };
    }

    private static void refused(List<RuleProblem> problems) {
        problems.forEach(problem -> LOG.atError().addKeyValue("problem", problem).log("Rule file refused"));
    }

    private Future<Void> keepFiles(RuleSet set) {
        return store.saveFiles(set.files(), temporal(set)).recover(cause -> keeping.forgotten(cause, null));
    }

    private static Set<String> temporal(RuleSet set) {
        return set.rules().stream().map(Rule::temporal).collect(Collectors.toSet());
    }

    private void sayRules(Choice choice) {
        choice.set().warnings().forEach(one -> LOG.atWarn().addKeyValue("problem", one).log("Rule file"));
        String first = choice.problems().isEmpty() ? "" : ": " + choice.problems().getFirst();
        setup.health()
                .say(
                        PART,
                        choice.from() == Choice.From.FILES ? Status.UP : Status.DEGRADED,
                        choice.from() == Choice.From.FILES ? "" : choice.from().words() + first);
    }

    /** Compiling takes milliseconds a rule: not on the event loop. */
    private static <T> Future<T> aside(Context context, Callable<T> work) {
        return context.executeBlocking(work);
    }
}
