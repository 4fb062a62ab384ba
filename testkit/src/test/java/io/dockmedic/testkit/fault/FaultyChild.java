package io.dockmedic.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A Java program that does what it is told to, a word a line, and answers each with a line. */
final class FaultyChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    /** Returns when it runs and has its file open. */
    FaultyChild(FaultyHost host, Path file) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FaultyChild.class.getName(),
                file.toString())).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(host.environment());
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        asked("now");
    }

    /** Its answer, or what became of it. */
    String asked(String word) throws IOException, InterruptedException {
        try {
            process.getOutputStream().write((word + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException dead) {
            return "ended with " + process.waitFor();
        }
        String answer = answers.readLine();
        return answer == null ? "ended with " + process.waitFor() : answer;
    }

    Instant now() throws IOException, InterruptedException {
        return Instant.ofEpochMilli(Long.parseLong(asked("now")));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String word = words.readLine(); word != null; word = words.readLine()) {
                System.out.println(answer(word, channel));
            }
        }
    }

    private static String answer(String word, FileChannel file) {
        try {
            switch (word) {
                case "now" -> {
                    return Long.toString(System.currentTimeMillis());
                }
                case "instant" -> {
                    return Instant.now().toString();
                }
                case "park" -> LockSupport.parkUntil(System.currentTimeMillis() + 100);
                case "write" -> file.write(ByteBuffer.wrap(new byte[1000]));
                case "write at the beginning" -> file.write(ByteBuffer.wrap(new byte[1000]), 0);
                case "truncate" -> file.truncate(0);
                case "sync" -> file.force(false);
                default -> throw new IllegalArgumentException(word);
            }
            return "done";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** How long it took to say {@link #asked}. */
    Duration duration(String word) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        asked(word);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
