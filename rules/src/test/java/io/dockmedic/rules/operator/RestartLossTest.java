package io.dockmedic.rules.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.rules.engine.Evidence;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.stage.KeptOver;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each part of what is kept over a restart is needed: without it some {@link Course} tells something else. */
class RestartLossTest {
    private static final int COURSES = 80;
    private static final Duration OFF = Duration.ofSeconds(40);
    private final KeptOver kept;

    RestartLossTest() throws SQLException {
        kept = new KeptOver();
    }

    @AfterEach
    void close() throws SQLException {
        kept.close();
    }

    /** Each part of each operator's state. */
    @Test
    @Tag("long")
    void ofNoOperatorsStateAnythingCanBeLost() {
        Map<String, Boolean> missed = new TreeMap<>();
        for (String rule : RestartTest.RULES) {
            List<RuleSet> sets = Course.sets(rule, false);
            Class<?> type = sets.getFirst().rules().getFirst().operator().stateType();
            for (RecordComponent part : type.getRecordComponents()) {
                String name = (type.getEnclosingClass() == null ? type : type.getEnclosingClass()).getSimpleName()
                        + "." + part.getName();
                missed.compute(name, (same, before) -> Boolean.TRUE.equals(before)
                        || isMissed(rule, sets, state -> without(state, part, OFF))
                        || isMissed(rule, sets, state -> without(state, part, OFF.negated())));
            }
        }
        assertThat(missed).hasSizeGreaterThan(15);
        // When nothing more can come of it: then it takes no memory any more, and hardly anything else.
        missed.remove("Distinct.until");
        assertThat(missed).doesNotContainValue(false);
    }

    /** Each part of what every rule remembers of a key. */
    @ParameterizedTest
    @ValueSource(strings = {"operator", "evidence", "incident", "clearing", "lastFault", "cleared", "forget"})
    void ofAKeyNothingCanBeLost(String part) {
        String rule = "{on: container.died, for: 45s, keep_firing_for: 2m}";
        UnaryOperator<KeyState> loss = state -> new KeyState(
                part.equals("operator") ? null : state.operator(),
                part.equals("evidence") ? new Evidence(List.of(), 0) : state.evidence(),
                part.equals("incident") ? null : state.incident(),
                part.equals("clearing") ? List.of() : state.clearing(),
                part.equals("lastFault") ? null : state.lastFault(),
                part.equals("cleared") ? null : state.cleared(),
                part.equals("forget") && state.forget() != null ? state.forget().minusSeconds(300) : state.forget());
        assertThat(isMissed(rule, Course.sets(rule, false), loss)).as(part).isTrue();
    }

    private boolean isMissed(String rule, List<RuleSet> sets, UnaryOperator<KeyState> loss) {
        kept.losing(loss);
        for (int seed = 0; seed < COURSES; seed++) {
            try {
                if (!new Course(rule, sets, false, kept).run(seed)) {
                    return true;
                }
            } catch (RuntimeException | AssertionError broken) {
                return true;
            }
        }
        return false;
    }

    private static KeyState without(KeyState state, RecordComponent lost, Duration off) {
        Object before = state.operator();
        Object operator = before == null ? null : without(before, lost, off);
        return new KeyState(operator, state.evidence(), state.incident(), state.clearing(), state.lastFault(),
                state.cleared(), state.forget());
    }

    private static Object without(Object state, RecordComponent lost, Duration off) {
        RecordComponent[] parts = state.getClass().getRecordComponents();
        try {
            var maker = state.getClass()
                    .getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class[]::new));
            maker.setAccessible(true);
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i].getAccessor().setAccessible(true);
                Object value = parts[i].getAccessor().invoke(state);
                values[i] = parts[i].getName().equals(lost.getName()) ? spoilt(value, off) : value;
            }
            return maker.newInstance(values);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException
                | InvocationTargetException e) {
            throw new LinkageError("records have their components", e);
        }
    }

    /** Times are off, of a list the newest is gone, what was so is not. */
    private static @Nullable Object spoilt(@Nullable Object value, Duration off) {
        return switch (value) {
            case null -> null;
            case Instant at -> at.plus(off);
            case List<?> list -> list.isEmpty() ? list : list.subList(0, list.size() - 1);
            case Boolean so -> !so;
            default -> throw new AssertionError("how would that be lost? " + value.getClass());
        };
    }
}
