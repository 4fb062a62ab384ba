package io.dockmedic.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.testkit.browser.Browser;
import io.dockmedic.testkit.browser.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page for those who have no mouse, or do not see it: in a real browser, by what that tells a screen reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageAccessTest {
    private static final String TITLE = "document.querySelector('h1').innerText";
    private static final String FOCUSED = "document.activeElement.innerText";

    /** All that can be used, in the order in which it is read. */
    private static final String CONTROLS = """
            window.controls = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
              .filter(one => one.checkVisibility() && !one.disabled)""";

    /** What has the focus: its place among them, and whether that shows. */
    private static final String WHERE = """
            (() => {
              const one = document.activeElement;
              const style = getComputedStyle(one);
              const box = one.getBoundingClientRect();
              return [window.controls.indexOf(one), one.matches(':focus-visible') && style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) >= 2 && box.width > 0 && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth];
            })()""";

    /** Texts whose colour is too near to what is behind them. */
    private static final String FAINT = """
            (() => {
              const parts = text => text.match(/[0-9.]+/g).map(Number);
              const light = rgb => rgb.slice(0, 3).map(one => one / 255)
                .map(one => (one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4))
                .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
              const ground = node => {
                for (let one = node; one; one = one.parentElement) {
                  const colour = parts(getComputedStyle(one).backgroundColor);
                  if (colour.length < 4 || colour[3] === 1) {
                    return colour;
                  }
                  if (colour[3] > 0) {
                    throw new Error('half transparent: ' + one.outerHTML.slice(0, 100));
                  }
                }
                throw new Error('no ground');
              };
              const ratio = (one, other) => {
                const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
                return (high + .05) / (low + .05);
              };
              const faint = [];
              const look = (node, colour, what) => {
                const found = ratio(parts(colour), ground(node));
                window.looked = (window.looked ?? 0) + 1;
                if (found < 4.5) {
                  faint.push(`${found.toFixed(2)} ${what} ${colour} ${node.outerHTML.slice(0, 100)}`);
                }
              };
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const node = texts.currentNode.parentElement;
                if (texts.currentNode.data.trim() && node.checkVisibility() && !node.disabled) {
                  look(node, getComputedStyle(node).color, texts.currentNode.data.trim());
                }
              }
              document.querySelectorAll('input').forEach(one => look(one, getComputedStyle(one, '::placeholder').color, 'hint'));
              return faint;
            })()""";

    @TempDir
    Path folder;

    private final Cases cases = new Cases(new SystemClock().now());
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path home) {
        browser = new Browser(home);
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    /** A page with all that there is on it, open. */
    private Served everything() throws Exception {
        List<Sighting> containers = cases.containers(12);
        Served served = new Served(folder, "0.0.0.0", 0, cases.badDay(), containers, cases.gpus());
        served.read(cases.lastHour(containers));
        served.rules.add(cases.rule("ContainerExitedWithError", "pack.yml"));
        served.audited.addAll(cases.audited());
        served.ask(Asking.question("0000000a", "miner", "miner uses all processors"));
        return served;
    }

    private static void openAll(Page page) {
        page.until(TITLE + ".startsWith('Enter your token')");
        PageTest.show(page, "operate");
        page.until(TITLE + ".startsWith('May Dockmedic')");
        page.value("document.querySelectorAll('details').forEach(one => { one.open = true; }) && 1");
        page.until("document.querySelectorAll('#containers li').length === 12");
        page.until("document.querySelectorAll('#gpus li').length === 2");
        page.until("document.querySelectorAll('.audited > li').length === 3");
        page.until("document.querySelectorAll('#rules li').length === 1");
        page.value("document.querySelectorAll('details').forEach(one => { one.open = true; }) && 1");
        page.value("document.querySelector('#person .head').click()");
        page.until("document.querySelector('.look') && document.querySelectorAll('.timeline li').length >= 6");
    }

    @Test
    void everyControlIsReachedByTabInTheOrderOfThePageAndShowsThatItIs() throws Exception {
        try (Served served = everything(); Page page = browser.open(served.address("/"), 1120, 800, false)) {
            openAll(page);
            page.value("document.activeElement.blur()");
            page.value("scrollTo(0, 0)");
            page.value("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')");
            int many = page.value("(" + CONTROLS + ").length").asInt();
            assertThat(many).isGreaterThan(30);
            for (int one = 0; one < many; one++) {
                page.press("Tab");
                JsonNode where = page.value(WHERE);
                String what = page.value("document.activeElement.outerHTML.slice(0, 120)").asText();
                assertThat(where.path(0).asInt()).as("after %s tabs: %s", one + 1, what).isEqualTo(one);
                assertThat(where.path(1).asBoolean()).as("seen: %s", what).isTrue();
            }
        }
    }

    @Test
    void everythingThatCanBeUsedHasARoleAndANameAndThePageItsLandmarks() throws Exception {
        try (Served served = everything(); Page page = browser.open(served.address("/"), 1120, 800, false)) {
            openAll(page);
            List<JsonNode> tree = page.tree().stream().filter(one -> !one.path("ignored").asBoolean()).toList();
            List<JsonNode> used = tree.stream().filter(PageAccessTest::focusable).toList();
            assertThat(used).hasSizeGreaterThan(30).allSatisfy(one -> {
                assertThat(name(one) + (role(one).equals("main") ? "main" : "")).as(one.toString()).isNotBlank();
                assertThat(role(one)).as(one.toString())
                        .isIn("button", "link", "textbox", "searchbox", "combobox", "checkbox", "DisclosureTriangle",
                                "RootWebArea", "main", "listitem");
            });
            for (String once : List.of("main", "banner", "contentinfo", "complementary")) {
                assertThat(tree.stream().filter(one -> role(one).equals(once))).as(once).hasSize(1);
            }
            assertThat(tree.stream().filter(one -> role(one).equals("heading") && property(one, "level").equals("1")))
                    .hasSize(1);
            assertThat(tree.stream().filter(one -> role(one).equals("heading")))
                    .allSatisfy(one -> assertThat(name(one)).isNotBlank());
            assertThat(tree.stream().filter(one -> role(one).equals("region")).map(PageAccessTest::name))
                    .contains("Waits for your answer", "Needs you", "Hold back", "Dockmedic itself");
        }
    }

    @Test
    void aDialogKeepsTheFocusAndGivesItBackAlsoToWhatWasMadeAnew() throws Exception {
        try (Served served = everything(); Page page = browser.open(served.address("/"), 1120, 800, false)) {
            openAll(page);
            focus(page, "#hold button", "Pause …");
            page.press("Enter");
            page.until("document.querySelector('dialog')?.open");
            assertThat(page.tree().stream().filter(one -> role(one).equals("dialog")).map(PageAccessTest::name))
                    .containsExactly("Pause");
            Set<String> outside = Set.of("false");
            for (int tab = 0; tab < 8; tab++) {
                page.press("Tab");
                assertThat(outside).doesNotContain(page
                        .value("String(Boolean(document.activeElement.closest('dialog'))"
                                + " || document.activeElement === document.body)")
                        .asText());
            }
            page.press("Escape");
            page.until("!document.querySelector('dialog')");
            assertThat(page.value(FOCUSED).asText()).isEqualTo("Pause …");

            page.press("Enter");
            page.until("document.querySelector('dialog')?.open");
            focus(page, "dialog button", "Pause");
            page.press("Enter");
            page.until("!document.querySelector('dialog') && document.querySelector('.banner')");
            page.until(FOCUSED + " === 'Pause …'");
        }
    }

    @Test
    void whoeverHasTheFocusKeepsItWhenSomethingComesIn() throws Exception {
        try (Served served = everything(); Page page = browser.open(served.address("/"), 1120, 800, false)) {
            openAll(page);
            String parts = "#parts summary";
            page.value("document.querySelector('" + parts + "').focus()");
            served.health.say("disks", Health.Status.DEGRADED, "one hangs");
            page.until("document.querySelector('#parts').innerText.includes('one hangs')");
            assertThat(page.value("document.activeElement.matches('" + parts + "')").asBoolean()).isTrue();
            assertThat(page.value("document.querySelector('#parts details').open").asBoolean()).isTrue();

            IncidentEntry open = cases.badDay().getFirst();
            focus(page, "#person .body button", "Silence");
            served.say(new IncidentEntry(open.incident(),
                    cases.called(open.incident().key(), "Other", "worse", 1).remedy()));
            served.say(cases.called("shop/new/1", "ContainerExited", "new exited with 1", 0));
            page.until("document.querySelectorAll('#person .incident').length === 3");
            assertThat(page.value(FOCUSED).asText()).isEqualTo("Silence");

            String before = "#rules .before > summary";
            page.value("document.querySelector('" + before + "').focus()");
            served.rules.add(cases.rule("ContainerUnhealthy", "pack.yml"));
            page.value("document.dispatchEvent(new Event('visibilitychange'))");
            page.until("document.querySelectorAll('#rules li').length === 2");
            assertThat(page.value("document.activeElement.matches('" + before + "')").asBoolean()).isTrue();
            assertThat(page.value("document.activeElement.parentElement.open").asBoolean()).isTrue();
        }
    }

    @Test
    void whatComesInIsReadOutOnce() throws Exception {
        Served served = new Served(folder, "127.0.0.1", 0, List.of());
        try (Page page = browser.open(served.address("/"), 1120, 800, false)) {
            page.until(TITLE + " === 'All is well.'");
            served.say(cases.called("shop/web/1", "ContainerExited", "web exited with 1", 0));
            page.until(TITLE + " === 'shop/web/1 needs you.'");
            List<JsonNode> tree = page.tree();
            JsonNode live = tree.stream()
                    .filter(one -> property(one, "live").equals("polite") && property(one, "atomic").equals("true")
                            && text(tree, one).contains("needs you"))
                    .findFirst()
                    .orElseThrow();
            assertThat(text(tree, live)).contains("shop/web/1 needs you.");
            served.close();
            page.until("document.querySelector('#connection').innerText.includes('Not connected since')");
            String said = status(page);
            String shown = page.value("document.querySelector('#connection').innerText").asText();
            page.until("document.querySelector('#connection').innerText !== '" + shown + "'");
            assertThat(status(page)).as("for how long is not read out every second")
                    .isEqualTo(said)
                    .startsWith("Not connected since");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyTextStandsOutFromWhatIsBehindIt(boolean dark) throws Exception {
        try (Served served = everything(); Page page = browser.open(served.address("/"), 1120, 800, dark)) {
            openAll(page);
            List<String> faint = new ArrayList<>();
            page.value(FAINT).forEach(one -> faint.add(one.asText()));
            assertThat(faint).isEmpty();
            assertThat(page.value("window.looked").asInt()).isGreaterThan(100);
            focus(page, "#hold button", "Pause …");
            page.press("Enter");
            page.until("document.querySelector('dialog')?.open");
            page.value(FAINT).forEach(one -> faint.add(one.asText()));
            assertThat(faint).isEmpty();
        }
    }

    private static void focus(Page page, String selector, String words) {
        page.value("[...document.querySelectorAll('" + selector + "')].find(one => one.innerText === '" + words
                + "').focus()");
    }

    private static boolean focusable(JsonNode node) {
        return property(node, "focusable").equals("true");
    }

    private static String role(JsonNode node) {
        return node.at("/role/value").asText();
    }

    private static String name(JsonNode node) {
        return node.at("/name/value").asText();
    }

    private static String property(JsonNode node, String name) {
        return StreamSupport.stream(node.path("properties").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(name))
                .map(one -> one.at("/value/value").asText())
                .findFirst()
                .orElse("");
    }

    private static String status(Page page) {
        List<JsonNode> tree = page.tree();
        return tree.stream()
                .filter(one -> role(one).equals("status"))
                .map(one -> text(tree, one))
                .findFirst()
                .orElse("");
    }

    /** What is read out of a node: its texts, in their order. */
    private static String text(List<JsonNode> tree, JsonNode node) {
        if (role(node).equals("StaticText") && !node.path("ignored").asBoolean()) {
            return name(node);
        }
        StringBuilder text = new StringBuilder();
        node.path("childIds")
                .forEach(id -> tree.stream()
                        .filter(one -> one.path("nodeId").asText().equals(id.asText()))
                        .forEach(child -> text.append(text(tree, child))));
        return text.toString();
    }
}
