package io.dockmedic.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The distribution's Chromium, without a window, with nothing of anybody's in it. Takes a second or two to start. */
public final class Browser implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final Process process;
    private final DevTools tools;

    /** @param home a folder for what it keeps */
    public Browser(Path home) {
        this(home, List.of());
    }

    /**
     * One that believes servers of whom it knows only the key.
     *
     * @param keys hashes of them, as {@link io.dockmedic.testkit.Certificates#serverKey} has them
     */
    public Browser(Path home, List<String> keys) {
        try {
            process = new ProcessBuilder("chromium", "--ignore-certificate-errors-spki-list=" + String.join(",", keys),
                    "--headless=new", "--no-sandbox", "--disable-gpu",
                    "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--mute-audio",
                    "--force-color-profile=srgb", "--lang=en-GB", "--remote-debugging-port=0",
                    "--user-data-dir=" + home.resolve("chromium"), "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("tests need Chromium: apt-get install -y --no-install-recommends chromium",
                    e);
        }
        tools = new DevTools(address(process));
    }

    /** Opens a page of that size, in dark colours or light ones; returns when it was loaded. */
    public Page open(URI address, int width, int height, boolean dark) {
        String target = tools.call("", "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        JsonNode session = tools.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
        Page page = new Page(tools, session.path("sessionId").asText(), target);
        page.begin(address, width, height, dark);
        return page;
    }

    private static URI address(Process process) {
        StringBuilder said = new StringBuilder();
        try {
            BufferedReader errors = process.errorReader();
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                said.append(line).append('\n');
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    Thread.ofVirtual().start(() -> errors.lines().forEach(more -> {}));
                    return URI.create(listens.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("Chromium did not start: " + said);
    }

    @Override
    public void close() {
        tools.close();
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(60, TimeUnit.SECONDS);
            for (ProcessHandle one : all) {
                one.onExit().get(60, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("Chromium does not end", e);
        }
    }
}
