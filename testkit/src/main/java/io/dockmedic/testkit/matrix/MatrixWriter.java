package io.dockmedic.testkit.matrix;

import io.dockmedic.testkit.Engine;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts what came of the tests that are {@link InMatrix}, and writes a file for each class of them. */
public final class MatrixWriter implements BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {
    private static final Path FOLDER = Path.of("target/matrix");

    /** Of each class, by what is shown; tests of a class may run at the same time. */
    private final Map<Class<?>, Map<String, Cell>> sheets = new ConcurrentHashMap<>();
    private final Map<Class<?>, String> versions = new ConcurrentHashMap<>();

    private record Cell(InMatrix shown, int passed, int failed) {
        Cell plus(boolean passes) {
            return new Cell(shown, passed + (passes ? 1 : 0), failed + (passes ? 0 : 1));
        }
    }

    /** Only now has the engine surely been started, and not yet been stopped. */
    @Override
    public void beforeTestExecution(ExtensionContext context) throws IllegalAccessException {
        Optional<InMatrix> shown = shown(context);
        if (shown.isEmpty()) {
            return;
        }
        Engine engine = engine(context.getRequiredTestInstance());
        if (Column.of(engine) != shown.orElseThrow().on()) {
            throw new IllegalStateException("said to be on " + shown.orElseThrow().on() + ", and is on "
                    + Column.of(engine));
        }
        versions.computeIfAbsent(context.getRequiredTestClass(), test -> Column.version(engine));
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        count(context, true);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        count(context, false);
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        count(context, false);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        count(context, false);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Class<?> test = context.getRequiredTestClass();
        Map<String, Cell> sheet = sheets.remove(test);
        if (sheet == null) {
            return;
        }
        String version = versions.getOrDefault(test, "unknown");
        List<String> lines = sheet.entrySet()
                .stream()
                .map(row -> String.join("\t", row.getKey(), row.getValue().shown().on().name(), version,
                        Integer.toString(row.getValue().passed()), Integer.toString(row.getValue().failed()),
                        row.getValue().shown().but()))
                .toList();
        Files.write(Files.createDirectories(FOLDER).resolve(test.getName()), lines);
    }

    private void count(ExtensionContext context, boolean passes) {
        shown(context).ifPresent(shown -> sheets
                .computeIfAbsent(context.getRequiredTestClass(), test -> new ConcurrentSkipListMap<>())
                .compute(shown.value(),
                        (what, cell) -> (cell == null ? new Cell(shown, 0, 0) : cell).plus(passes)));
    }

    private static Optional<InMatrix> shown(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> method.getAnnotation(InMatrix.class))
                .or(() -> context.getTestClass().map(test -> test.getAnnotation(InMatrix.class)));
    }

    private static Engine engine(Object test) throws IllegalAccessException {
        for (Class<?> type = test.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Engine.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    return (Engine) field.get(test);
                }
            }
        }
        throw new IllegalStateException(test.getClass() + " has no engine in a field");
    }
}
