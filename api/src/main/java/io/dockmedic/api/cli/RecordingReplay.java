package io.dockmedic.api.cli;

import io.dockmedic.api.replay.ReplayReport;
import io.dockmedic.remediation.replay.Recording;
import io.dockmedic.remediation.replay.RecordingReader;
import io.dockmedic.remediation.replay.Replay;
import io.dockmedic.remediation.replay.Replayed;
import io.dockmedic.remediation.ruletest.Verdicts;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.rule.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * {@code dockmedic replay EVENTS}: what rules would have done with what somebody else recorded.
 *
 * @param file of JSON lines; {@code -} is the standard input
 * @param says how far it is, once for each thing that takes long; ended with it
 */
record RecordingReplay(Kinds kinds, Verdicts verdicts, Path file, Supplier<Progress> says) {
    ReplayEnd of(List<Rule> rules) throws IOException {
        Recording read;
        try (Progress progress = says.get()) {
            read = read(progress);
        } catch (NoSuchFileException e) {
            return new ReplayEnd.Refused(List.of(file + ": does not exist"));
        } catch (AccessDeniedException e) {
            return new ReplayEnd.Refused(List.of(file + ": cannot be read: permission denied"));
        } catch (UncheckedIOException e) {
            return new ReplayEnd.Refused(
                    List.of(file + ": cannot be read: " + Objects.requireNonNull(e.getCause()).getMessage()));
        }
        List<String> problems = read.problems().stream().map(problem -> file + ": " + problem).toList();
        try (Progress progress = says.get()) {
            Replayed replayed = new Replay(rules, kinds, verdicts).run(read.events(),
                    seen -> progress.done(seen, read.events().size(), "events replayed"));
            return new ReplayEnd.Done(new ReplayReport(replayed, null, problems, List.of(), Map.of()));
        }
    }

    private Recording read(Progress progress) throws IOException {
        RecordingReader reader = new RecordingReader(kinds, "host");
        try (BufferedReader lines = file.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file)) {
            AtomicLong read = new AtomicLong();
            return reader.read(lines.lines()
                    .peek(line -> progress.done(read.incrementAndGet(), 0, "lines read")));
        }
    }
}
