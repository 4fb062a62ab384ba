package io.dockmedic.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One page in the browser: what a person can see and do there, and what went wrong in it. */
public final class Page implements AutoCloseable {
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int BETWEEN_MILLIS = 50;
    /** What the browser says of all that it loads when an interface comes or goes, as with each container of another test. */
    private static final String NETWORK_CHANGED = "ERR_NETWORK_CHANGED";
    private static final int MOST_LOADS = 10;

    private final DevTools tools;
    private final String session;
    private final String target;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile boolean networkChanged;

    Page(DevTools tools, String session, String target) {
        this.tools = tools;
        this.session = session;
        this.target = target;
    }

    void begin(URI address, int width, int height, boolean dark) {
        tools.listen(session, this::told);
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1,
                "mobile", width < 500));
        call("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        int loads = 0;
        do {
            networkChanged = false;
            call("Page.navigate", Map.of("url", address.toString()));
            until("document.readyState === 'complete' && location.href !== 'about:blank'");
            loads++;
        } while (networkChanged && loads < MOST_LOADS);
    }

    /** The value of an expression, which may be a promise of one. */
    public JsonNode value(String expression) {
        JsonNode said = call("Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (said.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + said.path("exceptionDetails"));
        }
        return said.path("result").path("value");
    }

    /** Waits until the expression is true; tells what the page shows when that does not come, at once where it cannot. */
    public void until(String expression) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!holds(expression)) {
            if (System.nanoTime() > end || isBroken()) {
                throw new AssertionError("never was: " + expression + "; problems " + problems + "; the page shows\n"
                        + text());
            }
            try {
                Thread.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** A script of the page is none: nothing that it would do is worth waiting for. */
    private boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.contains("SyntaxError"));
    }

    /** Nothing holds of a page that is just being replaced by another, or has not got there yet. */
    private boolean holds(String expression) {
        try {
            return value("Boolean(" + expression + ")").asBoolean();
        } catch (IllegalStateException notNow) {
            return false;
        }
    }

    /** What can be read on it. */
    public String text() {
        return value("document.body.innerText").asText();
    }

    /** Presses and lets go of a key: {@code Tab}, {@code Enter}. */
    public void press(String key) {
        Map<String, String> texts = Map.of("Enter", "\r", " ", " ");
        Map<String, Integer> codes = Map.of("Tab", 9, "Enter", 13, "Escape", 27, " ", 32);
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "code", key.isBlank() ? "Space" : key,
                "windowsVirtualKeyCode", codes.get(key), "text", texts.getOrDefault(key, "")));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key.isBlank() ? "Space" : key,
                "windowsVirtualKeyCode", codes.get(key)));
    }

    /** Types into whatever has the focus. */
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** A picture of what is seen, as PNG. */
    public void picture(Path file) {
        try {
            Files.write(file, Base64.getDecoder()
                    .decode(call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser tells a screen reader of it; what is {@code ignored} has children that may not be. */
    public List<JsonNode> tree() {
        call("Accessibility.enable", Map.of());
        List<JsonNode> nodes = new ArrayList<>();
        call("Accessibility.getFullAXTree", Map.of()).path("nodes").forEach(nodes::add);
        return nodes;
    }

    /** Errors in its console, and exceptions that nobody caught, so far; not that the machine's network changed. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private void told(String what, JsonNode how) {
        switch (what) {
            case "Runtime.exceptionThrown" -> problems.add(how.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (how.at("/entry/text").asText().contains(NETWORK_CHANGED)) {
                    networkChanged = true;
                } else if (how.at("/entry/level").asText().equals("error")) {
                    problems.add(how.at("/entry/text").asText() + " " + how.at("/entry/url").asText());
                }
            }
            case "Runtime.consoleAPICalled" -> {
                if (how.path("type").asText().equals("error")) {
                    problems.add(how.path("args").toString());
                }
            }
            default -> {
                // Of no concern here.
            }
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        return tools.call(session, method, parameters);
    }

    @Override
    public void close() {
        tools.call("", "Target.closeTarget", Map.of("targetId", target));
    }
}
