package io.dockmedic.speed.rules;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.infra.Blackhole;

/** One side has one course: the time of one event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Events {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What the thread itself took of a processor, without the collector: the least course of each round, all rounds together. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Processor {
        /** Nanoseconds; JMH adds up rounds. */
        public long least;

        void took(long nanos) {
            least = least == 0 ? nanos : Math.min(least, nanos);
        }
    }

    /** Which course. */
    @Param("KEYS")
    private Scenario scenario = Scenario.KEYS;

    /** Who has it. */
    @Param("DOCKMEDIC")
    private Side.Name side = Side.Name.DOCKMEDIC;

    private Side measured = new RingSide(new Course(List.of()));

    @Setup(Level.Trial)
    public void make() {
        measured = side.of(scenario);
    }

    @Setup(Level.Invocation)
    public void begin() {
        measured.begin();
    }

    @TearDown(Level.Trial)
    public void close() {
        measured.close();
    }

    /** The whole course. */
    @Benchmark
    @OperationsPerInvocation(Course.EVENTS)
    public void course(Blackhole sink, Processor processor) {
        long before = THREADS.getCurrentThreadCpuTime();
        measured.run((what, name, at, evidence, count) -> {
            sink.consume(name);
            sink.consume(evidence);
        });
        processor.took(THREADS.getCurrentThreadCpuTime() - before);
    }
}
