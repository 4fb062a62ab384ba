package io.dockmedic.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.TestActions;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.garbage.Dice;
import io.dockmedic.rules.garbage.Events;
import io.dockmedic.rules.garbage.Expressions;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is planned without the library comes to what the library says, or fails where that fails. */
class LoweringTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final int EVENTS = 3;

    private final List<Kind<?>> kinds = List.copyOf(Kinds.standard().all());
    private final Map<Kind<?>, Environment> environments = new HashMap<>();
    private final Last last = new Last();
    private final Language language = new Language(last);
    private long generated;
    private long sound;
    private long expressions;
    private long compared;
    private long failed;

    /** Hands over each expression that was found sound. */
    private static final class Last implements Checked {
        private Optional<CelAbstractSyntaxTree> expression = Optional.empty();

        @Override
        public Optional<Supplier<CelAbstractSyntaxTree>> find(String name) {
            return Optional.empty();
        }

        @Override
        public void add(String name, CelAbstractSyntaxTree sound) {
            expression = Optional.of(sound);
        }
    }

    @Test
    void fewExpressionsComeToTheSame() throws CelEvaluationException {
        compare(1, 500);
        assertThat(compared).isGreaterThanOrEqualTo(1_500);
        assertThat(failed).isGreaterThan(20);
    }

    @Test
    @Tag("long")
    void aHundredThousandExpressionsComeToTheSame() throws CelEvaluationException {
        compare(20_261_101, 100_000);
        assertThat(compared).isEqualTo(300_000);
        assertThat(failed).isGreaterThan(1_000);
    }

    @Test
    void mostOfTheShippedExpressionsNeedNoLibrary() {
        List<CelAbstractSyntaxTree> shipped = new ArrayList<>();
        new RuleLoader(Kinds.standard(), new TestActions(), new Checked() {
            @Override
            public Optional<Supplier<CelAbstractSyntaxTree>> find(String name) {
                return Optional.empty();
            }

            @Override
            public void add(String name, CelAbstractSyntaxTree sound) {
                shipped.add(sound);
            }
        }).load(Pack.files());
        long lowered = shipped.stream().filter(expression -> Lowering.of(expression).isPresent()).count();
        assertThat(lowered).isGreaterThan(shipped.size() * 2L / 3);
    }

    /** Makes expressions until so many were compared: those that are sound, and planned without the library. */
    private void compare(long seed, int enough) throws CelEvaluationException {
        while (expressions < enough) {
            Dice dice = new Dice(seed * 1_000_003 + generated++);
            Kind<?> kind = dice.of(kinds);
            Expressions some = new Expressions(dice, kind);
            String text = dice.oneIn(8) ? some.truth(3) : some.plain(3);
            Environment environment = environments.computeIfAbsent(kind,
                    one -> new Environment(List.of(one), language, Names.NONE));
            last.expression = Optional.empty();
            environment.condition(text);
            if (last.expression.isPresent()) {
                sound++;
                compare(text, last.expression.get(), kind, dice);
            }
        }
        System.out.printf(Locale.ROOT,
                "%d expressions compared (%d generated, %d sound), each on %d events: %d evaluations the same, %d of them errors on both sides%n",
                expressions, generated, sound, EVENTS, compared, failed);
    }

    private void compare(String text, CelAbstractSyntaxTree expression, Kind<?> kind, Dice dice)
            throws CelEvaluationException {
        Optional<Evaluation> lowered = Lowering.of(expression);
        if (lowered.isEmpty()) {
            return;
        }
        expressions++;
        Evaluation library = language.byLibrary(expression);
        for (int left = EVENTS; left > 0; left--) {
            Event event = new Events(dice, NOW).of(kind);
            Subject subject = new Subject(kind, event);
            Optional<Object> expected = value(library, subject);
            assertThat(value(lowered.get(), subject)).as("%s on %s", text, event).isEqualTo(expected);
            compared++;
            failed += expected.isEmpty() ? 1 : 0;
        }
    }

    private static Optional<Object> value(Evaluation evaluation, Subject subject) {
        try {
            return Optional.of(evaluation.of(subject));
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }
}
