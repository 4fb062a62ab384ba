package io.dockmedic.remediation.action.backup;

import io.dockmedic.remediation.action.hear.Shown;
import io.dockmedic.remediation.room.Bytes;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.remedy.ListText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a rule asks of {@code backup-volume}.
 *
 * @param name    as files are called; empty for what they are usually
 * @param volume  its name, or where it is mounted; empty for the only one
 * @param quiet   how the container is kept from writing meanwhile
 * @param dump    the command whose output is the backup; empty where files are copied
 * @param user    who runs that; empty for the container's own
 * @param timeout for the copying, and for how long the container is held at most
 * @param most    bytes that it may have
 * @param keep    how many are kept, this one included
 * @param age     how old those that are kept may be; empty without a limit
 * @param newer   nothing is done while there is one that is younger; zero for never
 */
record BackupSettings(String name, String volume, Quiet quiet, List<String> dump, String user, Duration timeout,
        long most, int keep,
        Optional<Duration> age, Duration newer) {
    static final String SERVICE = "service";
    private static final String NAME = "name";
    private static final String VOLUME = "volume";
    private static final String QUIESCE = "quiesce";
    private static final String DUMP = "dump";
    private static final String USER = "user";
    private static final String TIMEOUT = "timeout";
    private static final String MOST = "max_size";
    private static final String KEEP = "keep";
    private static final String AGE = "max_age";
    private static final String NEWER = "unless_newer";

    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration LONGEST_AGE = Duration.ofDays(3660);
    private static final int USUALLY_KEPT = 7;
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,3}");
    private static final Pattern WHO = Pattern.compile("[\\w.-]+(?::[\\w.-]+)?");
    private static final Pattern CALLED = Pattern.compile("[A-Za-z0-9][\\w.-]{0,63}");
    private static final Pattern WHOSE = Pattern.compile("[\\w.-]+(?:/[\\w.-]+){0,2}");
    private static final Shown SHOWN = new Shown(400, "in the container");

    static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry(SERVICE, "on a schedule, and only there: whose, shop/db/1 or a container's name"),
            Map.entry(NAME,
                    "as files are called, where a service has several; the volume's name or dump when left out"),
            Map.entry(VOLUME,
                    "its name, or the path at which it is mounted; the only one that the container has when left out"),
            Map.entry(QUIESCE,
                    "how the container is kept from writing meanwhile: pause, stop or none; pause when left out"),
            Map.entry(DUMP, "instead of a volume: a command in the container, a list of the program and its arguments,"
                    + " whose output is the backup; it needs an approval of exec in the configuration"),
            Map.entry(USER, "who runs that, a name or number; the container's own when left out"),
            Map.entry(TIMEOUT,
                    "how long the copying may take, and the container be held, from 10s to 6h; 10m when left out"),
            Map.entry(MOST, "how large it may be, 50GiB; as large as there is room for when left out"),
            Map.entry(KEEP, "how many are kept, this one included; 7 when left out"),
            Map.entry(AGE, "how old those that are kept may be, 90d; of any age when left out"),
            Map.entry(NEWER, "nothing is done while there is one that is younger, 20h; always when left out"));

    /** How they are written, where that is one form. */
    static final Map<String, String> FORMS = Map.of(
            SERVICE, WHOSE.pattern(),
            NAME, CALLED.pattern(),
            QUIESCE, Quiet.FORM,
            USER, WHO.pattern(),
            TIMEOUT, PrometheusDuration.FORM,
            MOST, Bytes.FORM,
            KEEP, COUNT.pattern(),
            AGE, PrometheusDuration.FORM,
            NEWER, PrometheusDuration.FORM);

    /** Which of them are lists. */
    static final Set<String> LISTS = Set.of(DUMP);

    BackupSettings {
        dump = List.copyOf(dump);
    }

    /** Parameters without a {@link #problem}. */
    static BackupSettings of(Map<String, String> with) {
        return new BackupSettings(with.getOrDefault(NAME, ""), with.getOrDefault(VOLUME, ""),
                Quiet.of(with.getOrDefault(QUIESCE, "pause"))
                        .orElse(
                                Quiet.PAUSE),
                command(with), with.getOrDefault(USER, ""),
                Optional.ofNullable(with.get(TIMEOUT)).flatMap(BackupSettings::timeout).orElse(USUAL),
                Optional.ofNullable(with.get(MOST)).flatMap(Bytes::parse).orElse(Long.MAX_VALUE),
                Integer.parseInt(with.getOrDefault(KEEP, Integer.toString(USUALLY_KEPT))),
                Optional.ofNullable(with.get(AGE)).flatMap(BackupSettings::age),
                Optional.ofNullable(with.get(NEWER)).flatMap(BackupSettings::age).orElse(Duration.ZERO));
    }

    /** What is wrong with them, with what to write instead; empty when nothing is. */
    static Optional<String> problem(Map<String, String> with) {
        List<String> command = command(with);
        boolean dumps = with.containsKey(DUMP);
        if (dumps && (command.isEmpty() || command.getFirst().isBlank())) {
            return Optional.of("dump begins with nothing; write dump: [pg_dump, -U, postgres, shop]");
        }
        if (dumps && (with.containsKey(VOLUME) || with.containsKey(QUIESCE))) {
            return Optional.of("what a dump command writes is the backup; remove volume and quiesce, or dump");
        }
        if (!dumps && with.containsKey(USER)) {
            return Optional.of("user is who runs a dump command; remove it, or write dump: [pg_dump, …]");
        }
        return SHOWN.problem(command, String.join(" ", command))
                .or(() -> bad(with, SERVICE, matching(WHOSE), "a service such as shop/db/1, or a container's name"))
                .or(() -> bad(with, NAME, matching(CALLED), "letters, digits, dots, - and _, such as orders"))
                .or(() -> bad(with, QUIESCE, Quiet::of, "pause, stop or none"))
                .or(() -> bad(with, USER, matching(WHO), "a name or number such as postgres or \"999:999\""))
                .or(() -> bad(with, TIMEOUT, BackupSettings::timeout, "a duration such as 10m, from 10s to 6h"))
                .or(() -> bad(with, MOST, text -> Bytes.parse(text).filter(bytes -> bytes > 0),
                        "a size such as 50GiB"))
                .or(() -> bad(with, KEEP, matching(COUNT), "a number such as \"7\", 1 at least"))
                .or(() -> bad(with, AGE, BackupSettings::age, "a duration such as 90d"))
                .or(() -> bad(with, NEWER, BackupSettings::age, "a duration such as 20h"));
    }

    private static Function<String, Optional<?>> matching(Pattern right) {
        return text -> Optional.of(text).filter(one -> right.matcher(one).matches());
    }

    private static Optional<String> bad(Map<String, String> with, String name, Function<String, Optional<?>> reader,
            String what) {
        return Optional.ofNullable(with.get(name))
                .filter(text -> reader.apply(text).isEmpty())
                .map(text -> name + " must be " + what + ", not " + text);
    }

    private static List<String> command(Map<String, String> with) {
        return Optional.ofNullable(with.get(DUMP)).flatMap(ListText::read).orElse(List.of());
    }

    private static Optional<Duration> timeout(String text) {
        return PrometheusDuration.parse(text)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0);
    }

    private static Optional<Duration> age(String text) {
        return PrometheusDuration.parse(text).filter(time -> time.isPositive() && time.compareTo(LONGEST_AGE) <= 0);
    }

    /** Whether a command's output is the backup. */
    boolean dumps() {
        return !dump.isEmpty();
    }

    /** As files are called, as far as can be said without a container; empty where it cannot. */
    String called() {
        return name.isEmpty() ? dumps() ? "dump" : volume : name;
    }

    /** For a person: of what they are, and how many are kept. */
    String words() {
        String of = dumps() ? Source.dump(dump).of() : volume.isEmpty() ? "its volume" : volume;
        return of + ", " + kept();
    }

    /** For a person: which are kept. */
    private String kept() {
        return "the last " + keep + age.map(old -> ", none older than " + PrometheusDuration.format(old)).orElse("");
    }
}
