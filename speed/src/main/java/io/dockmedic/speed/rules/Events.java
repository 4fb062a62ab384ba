package io.dockmedic.speed.rules;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One side has one course: the time of one event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Events {
    /** Which course. */
    @Param("KEYS")
    private Scenario scenario = Scenario.KEYS;

    /** Who has it. */
    @Param("DOCKMEDIC")
    private Side.Name side = Side.Name.DOCKMEDIC;

    private Side measured = new RingSide(new Course(List.of()));
    private long firings;

    @Setup(Level.Trial)
    public void make() {
        measured = side.of(scenario);
    }

    @Setup(Level.Invocation)
    public void begin() {
        measured.begin();
        firings = 0;
    }

    @TearDown(Level.Trial)
    public void close() {
        measured.close();
    }

    /** The whole course. */
    @Benchmark
    @OperationsPerInvocation(Course.EVENTS)
    public long course() {
        measured.run((name, at) -> firings++);
        return firings;
    }
}
