package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be tried of NVIDIA's own library without a driver, and whether the stand-in does the same. */
@Tag("long")
class RealNvmlTest {
    private static final Clock CLOCK = new SystemClock();
    /** In the environment: the library that {@code deploy/nvml} has printed. */
    private static final String LIBRARY = "DOCKMEDIC_NVML";
    /** Not in every driver of which we know, and perhaps not in that of Debian's. */
    private static final Set<String> LATER = Set.of("nvmlDeviceGetTemperatureV", "nvmlDeviceGetMarginTemperature",
            "nvmlDeviceGetProcessesUtilizationInfo");
    /** Who is root and asks the library has this made, driver or not. */
    private static final Path DEVICE = Path.of("/dev/nvidiactl");

    @TempDir
    private Path home;

    private static boolean deviceBefore;

    private static Path real() {
        Path library = Path.of(System.getenv().getOrDefault(LIBRARY, "/nowhere"));
        assertThat(library).as("NVIDIA's own library; get it with: export %s=$(deploy/nvml)", LIBRARY).isRegularFile();
        return library;
    }

    private static boolean driver() {
        return Files.exists(Path.of("/proc/driver/nvidia/version"));
    }

    @BeforeAll
    static void look() {
        deviceBefore = Files.exists(DEVICE);
    }

    @AfterAll
    static void remove() throws IOException {
        if (!deviceBefore && !driver()) {
            Files.deleteIfExists(DEVICE);
        }
    }

    @Test
    @SuppressWarnings("restricted") // Native access is given to tests.
    void whatTheStandInHasAndWhatWeAskForTheRealOneHas() {
        Stream<String> standIn = Command
                .run(Map.of(), List.of("nm", "-D", "--defined-only", FakeNvml.in(home).file().toString()))
                .orFail()
                .text()
                .lines()
                .filter(line -> line.contains(" T nvml"))
                .map(line -> line.substring(line.indexOf("nvml")));
        Stream<String> ours = Stream.of(NvmlFunction.values()).map(NvmlFunction::symbol);
        try (Arena arena = Arena.ofShared()) {
            SymbolLookup real = SymbolLookup.libraryLookup(real(), arena);
            List<String> asked = Stream.concat(standIn, ours).distinct().toList();
            assertThat(asked).hasSizeGreaterThan(35);
            assertThat(asked.stream().filter(symbol -> real.find(symbol).isEmpty())).isSubsetOf(LATER);
        }
    }

    @Test
    void withoutADriverBothAnswerTheSame() throws Exception {
        FakeNvml fake = FakeNvml.in(home).says("init", 9);
        List<String> real = answers(real().toString(), !driver());
        assertThat(real).contains("SHUTDOWN SUCCESS", "COUNT UNINITIALIZED", "EVENT_WAIT_V2 UNINITIALIZED");
        if (!driver()) {
            assertThat(real).contains("INIT DRIVER_NOT_LOADED");
        }
        assertThat(answers(fake.file().toString(), !driver())).isEqualTo(real);
    }

    /** The library's own text of each number that we have a name for: of version 550, which does not know 30, and unlike ours no promise. */
    @Test
    @SuppressWarnings("restricted") // Native access is given to tests.
    void itsNumbersMeanWhatWeTakeThemFor() throws Throwable {
        List<String> texts = """
                SUCCESS Success
                UNINITIALIZED Uninitialized
                INVALID_ARGUMENT Invalid Argument
                NOT_SUPPORTED Not Supported
                NO_PERMISSION Insufficient Permissions
                ALREADY_INITIALIZED Already Initialized
                NOT_FOUND Not Found
                INSUFFICIENT_SIZE Insufficient Size
                INSUFFICIENT_POWER Insufficient External Power
                DRIVER_NOT_LOADED Driver Not Loaded
                TIMEOUT Timeout
                IRQ_ISSUE Interrupt Request Issue
                LIBRARY_NOT_FOUND NVML Shared Library Not Found
                FUNCTION_NOT_FOUND Function Not Found
                CORRUPTED_INFOROM Corrupted infoROM
                GPU_IS_LOST GPU is lost
                RESET_REQUIRED GPU requires reset
                OPERATING_SYSTEM GPU access blocked by the operating system
                LIB_RM_VERSION_MISMATCH Driver/library version mismatch
                IN_USE In use by another client
                MEMORY Insufficient Memory
                NO_DATA No data
                VGPU_ECC_NOT_SUPPORTED vGPU ECC not supported
                INSUFFICIENT_RESOURCES Insufficient Resources
                FREQ_NOT_SUPPORTED Invalid Frequency
                ARGUMENT_VERSION_MISMATCH Argument version mismatch
                DEPRECATED Requested functionality has been deprecated
                NOT_READY System is not in ready state
                GPU_NOT_FOUND No supported GPUs were found
                INVALID_STATE Resource not in correct state to perform requested operation
                RESET_TYPE_NOT_SUPPORTED Unknown Error
                """.lines().toList();
        List<String> said = new ArrayList<>();
        try (Arena arena = Arena.ofShared()) {
            MethodHandle text = Linker.nativeLinker()
                    .downcallHandle(SymbolLookup.libraryLookup(real(), arena).findOrThrow("nvmlErrorString"),
                            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
            for (int code = 0; code < 64; code++) {
                if (Returned.of(code) != Returned.UNKNOWN) {
                    said.add(Returned.of(code) + " " + ((MemorySegment) text.invokeExact(code))
                            .reinterpret(Long.MAX_VALUE)
                            .getString(0));
                }
            }
        }
        assertThat(said).containsExactlyElementsOf(texts);
    }

    private static List<String> answers(String name, boolean initialise) throws IOException {
        NvmlLibrary library = NvmlLibrary.load(name);
        List<String> answers = new ArrayList<>();
        before(library, answers);
        if (initialise) {
            answers.add("INIT " + library.call(NvmlFunction.INIT));
            before(library, answers);
        }
        library.close();
        return answers;
    }

    private static void before(NvmlLibrary library, List<String> answers) {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment room = memory.allocate(256, Long.BYTES);
            answers.add("SHUTDOWN " + library.call(NvmlFunction.SHUTDOWN));
            answers.add("COUNT " + library.call(NvmlFunction.COUNT, room));
            answers.add("DRIVER_VERSION " + library.call(NvmlFunction.DRIVER_VERSION, room, 80));
            answers.add("HANDLE_BY_INDEX " + library.call(NvmlFunction.HANDLE_BY_INDEX, 0, room));
            answers.add("EVENT_SET_CREATE " + library.call(NvmlFunction.EVENT_SET_CREATE, room));
            answers.add("EVENT_SET_FREE " + library.call(NvmlFunction.EVENT_SET_FREE, 0L));
            answers.add("EVENT_WAIT_V2 " + library.call(NvmlFunction.EVENT_WAIT_V2, 0L, room, 1));
        }
    }

    /** Of a machine with a driver its version would be another one, as a rule. */
    @Test
    void itIsReadAsAnyAndUnloadedWhenItIsLetGoOf() throws Exception {
        Nvml nvml = new Nvml(LibraryFile.at(real().toString()), CLOCK);
        assertThat(nvml.look().state()).isIn(driver()
                ? List.of(GpuDriverState.OK, GpuDriverState.MISMATCH)
                : List.of(GpuDriverState.NO_DRIVER));
        assertThat(Files.readString(Path.of("/proc/self/maps"))).contains(real().toString());
        nvml.shut();
        nvml.close();
        assertThat(nvml.inside()).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(real().toString());
        assertThat(nvml.look().state()).isEqualTo(GpuDriverState.RELEASED);
        nvml.reopen();
        assertThat(nvml.look().state()).isNotEqualTo(GpuDriverState.RELEASED);
        // Else whoever asks for a library of that name is given this one.
        nvml.shut();
        nvml.close();
    }
}
