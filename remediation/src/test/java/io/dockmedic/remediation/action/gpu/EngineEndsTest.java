package io.dockmedic.remediation.action.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.gpu.watch.Holders;
import io.dockmedic.collectors.gpu.watch.Unseen;
import io.dockmedic.remediation.FakeGpus;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Treatment;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The engine ends in the middle of a reset and comes back, with what its restart policies start: what was stopped runs again, the
 * GPU is as it was but for the reset, that was done once at most, and not while a container ran of which it is known.
 */
@Tag("long")
class EngineEndsTest {
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String LIVES = "trap 'exit 0' TERM; while :; do sleep 60 & wait; done";
    private static final List<String> NAMES = List.of("ends-llm", "ends-web");
    /** How it is called, by what it does. */
    private static final Map<String, String> WORDS = Map.of("off", "-pm 0", "reset", "--gpu-reset", "on", "-pm 1");
    /** It waits in the midst of that while {@code waits-reset} is there. */
    private static final String SMI = """
            #!/bin/sh
            cd "$(dirname "$0")"
            case "$*" in *--gpu-reset*) word=reset;; *"-pm 0"*) word=off;; *) word=on;; esac
            echo "$*" >> log
            while [ -e waits-$word ]; do sleep 0.02; done
            if [ $word = reset ]; then touch was-reset; fi
            """;

    @TempDir
    Path dir;

    private final PrivateEngine engine = new PrivateEngine();
    private final SocketProxy proxy = new SocketProxy(engine.socket());
    private final FakeGpus gpus = new FakeGpus().one();

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(smi(), SMI);
        Files.setPosixFilePermissions(smi(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createFile(dir.resolve("log"));
        gpus.onLook = () -> {
            if (Files.exists(dir.resolve("was-reset"))) {
                gpus.well();
            }
        };
    }

    @AfterEach
    void end() {
        proxy.close();
        engine.close();
    }

    private Path smi() {
        return dir.resolve("nvidia-smi");
    }

    private Rig rig() {
        return Rig.onEngine(proxy.socket(), gpus, smi(), dir.resolve("journal.db"));
    }

    private List<String> log() {
        try {
            return Files.readAllLines(dir.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void chain(String policy) {
        up("llm", "", policy);
        up("web", "llm:service_started:true", policy);
    }

    private void up(String service, String dependsOn, String policy) {
        engine.run("ends-" + service, List.of("--stop-timeout=1", "--restart=" + policy,
                "--label=dockmedic.heal=true", "--label=com.docker.compose.project=ends",
                "--label=com.docker.compose.service=" + service, "--label=com.docker.compose.container-number=1",
                "--label=com.docker.compose.depends_on=" + dependsOn), "sh", "-c", LIVES);
    }

    /** They have the GPU open until they end; what is started afterwards has not opened it yet. */
    private void useTheGpu(Rig rig) {
        List<Holders.Holder> using = NAMES.stream()
                .map(name -> new Holders.Holder(Integer.parseInt(inspect("{{.State.Pid}}", name)), "python",
                        rig.container(name), Set.of("nvidia0")))
                .toList();
        gpus.holders = () -> new Holders(using.stream()
                .filter(one -> ProcessHandle.of(one.pid()).filter(ProcessHandle::isAlive).isPresent())
                .toList(), Unseen.NOTHING);
    }

    private String inspect(String format, String name) {
        return engine.docker("inspect", "-f", format, name).orFail().text();
    }

    private boolean allRun() {
        return NAMES.stream().allMatch(name -> inspect("{{.State.Running}}", name).equals("true"));
    }

    private long resets() {
        return log().stream().filter(line -> line.contains("--gpu-reset")).count();
    }

    private void engineEnds(String policy) {
        engine.terminate();
        engine.startAgain();
        if (policy.equals("always")) {
            await("the engine starts them").atMost(SOON).until(this::allRun);
        }
    }

    private void reaches(String word) {
        await(word).atMost(SOON).until(() -> log().stream().anyMatch(line -> line.contains(WORDS.get(word))));
    }

    /** Once it is over. What keeps it from that is told. */
    private Outcome outcome(Future<Outcome> over) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(over.isComplete())
                        .as("%s %s %s", inspect("{{json .State}}", "ends-llm"), inspect("{{json .State}}", "ends-web"),
                                proxy.exchanges().reversed().stream().limit(12).toList())
                        .isTrue());
        return over.result();
    }

    private void allIsPutBack(Object outcome) {
        await().atMost(SOON).untilAsserted(() -> assertThat(allRun()).as("%s", outcome).isTrue());
        assertThat(resets()).isLessThanOrEqualTo(1);
        assertThat(log().getLast()).as("%s", outcome).contains("-pm 1");
        assertThat(gpus.released().filter(one -> one.release().ended() == null)).as("%s", outcome).isEmpty();
    }

    /** While nvidia-smi does that. */
    @ParameterizedTest
    @CsvSource({"off,unless-stopped,Done", "off,always,Undone", "reset,no,Done", "reset,always,Failed",
            "on,unless-stopped,Done"})
    void whileNvidiaSmiRuns(String word, String policy, String came) throws Exception {
        chain(policy);
        Files.createFile(dir.resolve("waits-" + word));
        Outcome outcome;
        try (Rig rig = rig()) {
            useTheGpu(rig);
            Future<Outcome> over = rig.begin(rig.toApprove());
            reaches(word);
            engineEnds(policy);
            Files.delete(dir.resolve("waits-" + word));
            outcome = outcome(over);
        }
        assertThat(outcome.getClass().getSimpleName()).as("%s", outcome).isEqualTo(came);
        assertThat(resets()).as("%s", outcome).isEqualTo(came.equals("Undone") ? 0 : 1);
        if (word.equals("off") && policy.equals("always")) {
            assertThat(outcome.toString())
                    .containsPattern("was not reset: ends-(llm|web) was started in the middle, by the engine");
        } else if (policy.equals("always")) {
            assertThat(outcome.toString()).contains("ends-llm was started by others, perhaps before the reset was over",
                    "ends-web was started by others", "started again: ends-llm, ends-web");
        }
        allIsPutBack(outcome);
    }

    /** At that call of the engine. */
    @ParameterizedTest
    @CsvSource({"ends-web,stop,BEFORE,always,Undone", "ends-web,stop,DURING,unless-stopped,Undone",
            "ends-llm,stop,BEFORE,always,Undone", "ends-llm,stop,DURING,unless-stopped,Done",
            "ends-llm,start,BEFORE,unless-stopped,Done", "ends-llm,start,DURING,no,Done",
            "ends-web,start,DURING,unless-stopped,Done"})
    void whileTheEngineIsAsked(String name, String call, Moment moment, String policy, String came) throws Exception {
        chain(policy);
        CountDownLatch gone = new CountDownLatch(1);
        Outcome outcome;
        try (Rig rig = rig()) {
            useTheGpu(rig);
            String approved = rig.toApprove();
            proxy.treatNext(SocketProxy.fitting("POST", "/" + inspect("{{.Id}}", name) + "/" + call),
                    new Treatment.At(moment, () -> {
                        engine.terminate();
                        gone.countDown();
                    }));
            Future<Outcome> over = rig.begin(approved);
            assertThat(gone.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            engine.startAgain();
            outcome = outcome(over);
        }
        assertThat(outcome.getClass().getSimpleName()).as("%s", outcome).isEqualTo(came);
        assertThat(resets()).as("%s", outcome).isEqualTo(came.equals("Undone") ? 0 : 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(allRun()).as("%s", outcome).isTrue());
        if (resets() > 0) {
            allIsPutBack(outcome);
        }
    }

    /** With the engine we end too, and come back after it. */
    @ParameterizedTest
    @CsvSource({"off,unless-stopped,Undone", "reset,unless-stopped,Done", "reset,always,Failed", "on,no,Done"})
    void andSoDoWe(String word, String policy, String came) throws Exception {
        chain(policy);
        Files.createFile(dir.resolve("waits-" + word));
        try (Rig rig = rig()) {
            useTheGpu(rig);
            rig.begin(rig.toApprove());
            reaches(word);
            rig.dies();
        }
        engineEnds(policy);
        Files.delete(dir.resolve("waits-" + word));
        try (Rig next = rig()) {
            List<Outcome> outcomes = next.settle();
            assertThat(outcomes).singleElement()
                    .satisfies(one -> assertThat(one.getClass().getSimpleName()).as("%s", one).isEqualTo(came));
            allIsPutBack(outcomes);
        }
    }
}
