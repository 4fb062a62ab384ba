package io.dockmedic.chaos.aimed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A GPU that needs a reset, and two containers on it: once a person has said yes it is reset once, each container is stopped and started
 * once meanwhile, and nothing keeps it from being read afterwards.
 */
final class Reset implements Course {
    static final String NAME = "reset";
    static final String RULE = Course.rule(NAME, """
                    on: gpu.sample
                    when: event.cure == 'reset'
                    resolve: {on: gpu.sample, when: event.cure == 'none' && event.state == 'ok', for: 40s}
            """, "{action: reset-gpu, verify: {well: 2s, within: 3m}}");
    /** The shipped rule would ask for the same, and does for longer. */
    static final String INHIBITS = """
                  - alert: AsksAlready
                    on: gpu.sample
                    when: event.cure == 'reset'
                    resolve: {on: gpu.sample, when: event.cure == 'none', for: 1h}
                    annotations: {summary: "asked already"}
            inhibit:
              - {source: AsksAlready, target: GpuNeedsReset, equal: [event.pci]}
            """;

    private static final String WORDS = "smi.log";
    private static final String PERSISTENT = "persistent";
    /** In the place of {@code nvidia-smi}: what it is asked for takes a while, in which a kill may fall, and it goes on without who asked. */
    private static final String SMI = """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo "$*" >> smi.log
            case "$*" in
            *"-pm 0") sleep 3; rm -f persistent;;
            *"-pm 1") sleep 0.4; touch persistent;;
            *--gpu-reset*)
              sleep 3
              gpu=$(echo "$*" | sed 's/.*-0*\\([0-9]\\)/\\1/')
              sed -i "/^$gpu field.230 /d" nvml.so.state
              echo "GPU $gpu was successfully reset.";;
            esac
            """;
    private static final String ACTION = "reset-gpu";
    private static final String NEED = "field.230";
    private static final int GPUS = 16;
    /** For so long whoever started a container may be at work there still. */
    private static final Duration AT_WORK = Duration.ofSeconds(33);
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private final Clinic clinic;
    private final String bed;
    private Instant asked = Instant.EPOCH;
    private long engine;
    private int gpu;
    private int words;
    private boolean needs;
    private List<String> runs = List.of();
    private List<String> processes = List.of();

    Reset(Clinic clinic, String bed) {
        this.clinic = clinic;
        this.bed = bed;
    }

    /** The program that stands for {@code nvidia-smi}, beside the library that stands for the driver's. */
    static Path smi(Path home) {
        try {
            Path program = Files.writeString(home.resolve("nvidia-smi"), SMI);
            return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> beds() {
        return List.of(bed, user());
    }

    private String user() {
        return bed + "-web";
    }

    @Override
    public Duration lasts() {
        return LONGEST;
    }

    @Override
    public void opens() {
        up(bed, "llm", "");
        up(user(), "web", "llm:service_started:true");
    }

    private void up(String name, String service, String on) {
        clinic.engine()
                .run(name, List.of("--label=dockmedic.heal=true", "--stop-timeout=1",
                        "--label=com.docker.compose.project=" + bed, "--label=com.docker.compose.service=" + service,
                        "--label=com.docker.compose.container-number=1", "--label=com.docker.compose.depends_on=" + on),
                        "sleep", "1000000");
        clinic.seen(name);
    }

    @Override
    public void falls(int turn) {
        clinic.rig().awaiting("the last one over", Asking.LIMIT, () -> !Asking.fires(newest()));
        Instant left = startedAt().stream().map(Instant::parse).max(Comparator.naturalOrder()).orElseThrow();
        clinic.rig().awaiting("left alone", () -> Instant.now().isAfter(left.plus(AT_WORK)));
        gpu = turn % GPUS;
        processes = beds().stream().map(name -> "process " + clinic.rig().inspect(name, "{{.State.Pid}}")).toList();
        processes.forEach(process -> clinic.gpus().says(gpu, process, 1000));
        runs = startedAt();
        words = words().size();
        asked = Instant.now();
        engine = clinic.engine().pid();
        needs = false;
    }

    private List<String> startedAt() {
        return beds().stream().map(name -> clinic.rig().inspect(name, "{{.State.StartedAt}}")).toList();
    }

    private List<String> words() {
        try {
            Path said = clinic.home().resolve(WORDS);
            return Files.exists(said) ? Files.readAllLines(said) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> said(Predicate<String> which) {
        return words().stream().skip(words).filter(which).toList();
    }

    private JsonNode newest() {
        return clinic.asking().newest(NAME).orElse(MissingNode.getInstance());
    }

    @Override
    public void asks() {
        if (!needs) {
            needs = true;
            clinic.gpus().says(gpu, NEED, 1);
            clinic.rig().awaiting("heard of", () -> Asking.fires(newest()));
        }
        clinic.rig().awaiting("a person is asked, and has said yes", Asking.LIMIT, () -> {
            approves();
            return isApproved() || pages() > 1;
        });
    }

    /** What is asked anew, because it would be done otherwise by now, is approved anew. */
    private void approves() {
        questions().stream()
                .filter(one -> one.path("state").asText().equals("pending"))
                .forEach(one -> clinic.asking().approves(one.path("id").asText()));
    }

    private boolean isApproved() {
        return questions().stream().anyMatch(one -> one.path("state").asText().equals("approved"));
    }

    private List<JsonNode> questions() {
        String incident = newest().path("id").asText();
        return clinic.asking()
                .approvals()
                .stream()
                .filter(one -> one.path("incident").asText().equals(incident))
                .toList();
    }

    private long pages() {
        return clinic.asking().pages(newest());
    }

    /** Whoever said yes hears of it when it came to nothing: that is another page. */
    @Override
    public JsonNode settled() {
        clinic.rig().awaiting("healed, over, or told again", Duration.ofMinutes(5), () -> {
            approves();
            String state = newest().at("/remedy/state").asText();
            return state.equals("healed") || state.equals("over") || pages() > 1;
        });
        return newest();
    }

    @Override
    public void judge(JsonNode incident, long pages, String as) {
        List<String> resets = resets(incident, as);
        List<String> now = startedAt();
        // One that was started anew has forgotten.
        if (clinic.engine().pid() == engine) {
            assertThat(beds()).as(as + ": all run").allMatch(clinic.rig()::running);
            for (int at = 0; at < beds().size(); at++) {
                String name = beds().get(at);
                // By its id: to the engine a name is that of all that begin so.
                String of = "container=" + clinic.rig().inspect(name, "{{.Id}}");
                int starts = now.get(at).equals(runs.get(at)) ? 0 : 1;
                assertThat(clinic.events(asked, of, "start")).as(as + ": started once: " + name).isEqualTo(starts);
                assertThat(clinic.events(asked, of, "die")).as(as + ": stopped once: " + name).isEqualTo(starts);
            }
        }
        if (!resets.isEmpty()) {
            assertThat(now.getFirst()).as(as + ": started in their order").isLessThan(now.getLast());
        }
        judge(resets, pages, as);
    }

    /** The one that is left runs, or a person is told; that is seen to by who asks. */
    @Override
    public void judgeGone(JsonNode incident, long pages) {
        String as = incident.toString();
        judge(resets(incident, as), pages, as);
    }

    /** What was reset: at most once, and nothing is left of what that takes. */
    private List<String> resets(JsonNode incident, String as) {
        List<String> resets = said(line -> line.contains("--gpu-reset"));
        List<String> persistence = said(line -> line.contains("-pm "));
        assertThat(resets).as(as + ": reset once").hasSizeLessThanOrEqualTo(1);
        assertThat(persistence.stream().filter(line -> line.endsWith("-pm 0")).count())
                .as(as + ": once off: " + persistence)
                .isLessThanOrEqualTo(1);
        if (!persistence.isEmpty()) {
            assertThat(clinic.home().resolve(PERSISTENT)).as(as + ": persistence mode is on again: " + persistence)
                    .exists();
        }
        assertThat(clinic.acts(incident.path("id").asText(), ACTION)).as(as + ": one act")
                .hasSize(1)
                .doesNotContain("open");
        return resets;
    }

    private void judge(List<String> resets, long pages, String as) {
        assertThat(clinic.rig().program.body("/api/v1/gpus/release").orElseThrow()).as(as + ": GPUs are read again")
                .doesNotContain("\"ended\":null");
        assertThat(pages).as(as + ": asked, and told once").isLessThanOrEqualTo(2);
        if (pages <= 1) {
            assertThat(resets).as(as + ": it was reset, or a person is told").hasSize(1);
        }
    }

    @Override
    public void ends(long pages) {
        clinic.gpus().unsays(gpu, NEED);
        processes.forEach(process -> clinic.gpus().unsays(gpu, process));
    }

    @Override
    public void close() {
        beds().forEach(name -> clinic.engine().docker("rm", "--force", name));
    }
}
