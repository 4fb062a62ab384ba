/** One package a benchmark, each with a class {@code Bench} that {@code deploy/bench NAME} runs. */
@org.jspecify.annotations.NullMarked
package io.dockmedic.benchmarks;
