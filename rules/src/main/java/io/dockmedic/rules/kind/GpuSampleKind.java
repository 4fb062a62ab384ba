package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import java.time.Duration;
import java.util.List;

/** {@code gpu.sample}. */
final class GpuSampleKind {
    static final Kind<Sampled> KIND = Kind.of(
            Sampled.KIND,
            Sampled.class,
            "a GPU was read, every 10 s; numbers that it does not tell are 0",
            GpuFields.of(Sampled::gpu),
            List.of(
                    Field.word("state", "how it answers", Kind.words(GpuState.class), event -> event.state().word()),
                    Field.word("cure", "what it needs", Kind.words(Cure.class), event -> event.cure().word()),
                    Field.text("why", "why it needs that, or does not answer; empty when all is well", Sampled::why),
                    Field.number("utilizationPercent", "of the time, something ran on it",
                            Sampled::utilizationPercent),
                    Field.large("memoryUsedBytes", "bytes of its memory that programs have", Sampled::memoryUsedBytes),
                    Field.large("memoryBytes", "bytes of its memory in all", Sampled::memoryBytes),
                    Field.number("temperature", "in degrees Celsius", Sampled::temperature),
                    Field.number("temperatureLimit", "degrees Celsius at which it is slowed down",
                            Sampled::temperatureLimit),
                    Field.number("watts", "that it draws", Sampled::watts),
                    Field.number("wattsLimit", "that it may draw", Sampled::wattsLimit),
                    Field.large("errorsCorrected",
                            "errors of its memory that were corrected, since the driver was loaded; -1 when not told",
                            Sampled::errorsCorrected),
                    Field.text("slowdown", "what slows it down to protect it: `hw_thermal`, `hw_slowdown`,"
                            + " `hw_power_brake`, `sw_thermal`, with a space between", Sampled::slowdown),
                    Field.text("clocks", "what keeps its clocks down, of NVIDIA's: `gpu_idle`, `clocks_setting`,"
                            + " `power_cap`, `sync_boost`, `display_clocks`, and those of `slowdown`, with a space between",
                            Sampled::clocks),
                    Field.text("services", "services whose containers use it, with a space between",
                            Sampled::services),
                    Field.text("given", GpuFields.GIVEN, Sampled::given),
                    Field.flag("usersUnknown", GpuFields.UNKNOWN, Sampled::usersUnknown),
                    Field.large("memoryFreeBytes",
                            "bytes of its memory that programs can still have; -1 when not told",
                            Sampled::memoryFreeBytes),
                    Field.text("holders",
                            "who has how much of its memory, most first: `ml/train/1 61.2 GiB, ml/web/1 512 MiB`;"
                                    + " empty when nobody has any, or it is not told",
                            Sampled::holders)))
            .every(Duration.ofSeconds(10));

    private GpuSampleKind() {}
}
