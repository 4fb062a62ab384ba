package io.dockmedic.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import io.dockmedic.testkit.Certificates;
import io.dockmedic.api.config.Entrance.Certificate;
import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.remediation.remark.Remark.Kind;
import io.dockmedic.testkit.browser.Browser;
import io.dockmedic.testkit.browser.Page;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser. What it looked like is in {@code target/pictures} afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TITLE = "document.querySelector('h1').innerText";

    @TempDir
    Path folder;

    private final Cases cases = new Cases(new SystemClock().now());
    private Browser browser;
    private Path certified;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        Files.createDirectories(PICTURES);
        certified = home;
        browser = new Browser(home, List.of(Certificates.in(home).serverKey()));
    }

    @AfterAll
    void stop() {
        browser.close();
    }

    private static String has(String text) {
        return "document.body.innerText.includes('" + text + "')";
    }

    private static void fits(Page page) {
        assertThat(page.value("document.documentElement.scrollWidth").asInt())
                .as("no scrolling sideways")
                .isLessThanOrEqualTo(page.value("innerWidth").asInt());
        assertThat(page.value("[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()"
                + " && !one.closest('pre, .skip') && one.getBoundingClientRect().right > innerWidth + 1)"
                + ".map(one => one.outerHTML.slice(0, 80))").toString()).isEqualTo("[]");
        assertThat(page.value("[...document.querySelectorAll('.things li *, .incidents li *')]"
                + ".filter(one => one.getBoundingClientRect().right > one.closest('li').getBoundingClientRect().right + 1)"
                + ".map(one => one.outerHTML.slice(0, 80))").toString()).as("nothing is cut off").isEqualTo("[]");
    }

    @Test
    void nothingIsWrongAndItSaysSo() throws Exception {
        try (Served served = new Served(folder, LOOPBACK, 0, List.of());
                Page page = browser.open(served.address("/"), 1280, 900, false)) {
            page.until(TITLE + " === 'All is well.'");
            page.until(has("Live"));
            page.picture(PICTURES.resolve("empty.png"));
            assertThat(page.text()).contains("atlas").doesNotContain("Needs you").doesNotContain("Lately over");
            assertThat(page.problems()).isEmpty();

            served.health.say("engine", Health.Status.DOWN, "connection refused");
            page.until(TITLE + " === 'Dockmedic cannot act now.' && " + has("connection refused"));
        }
    }

    @Test
    void overTlsItIsThereAndIsTold() throws Exception {
        Certificate certificate = new Certificate(certified.resolve("server.pem"), certified.resolve("server-key.pem"));
        try (Served served = new Served(folder, LOOPBACK, 0, List.of(), List.of(), GpuSamples.NONE,
                Optional.of(certificate), Optional.empty());
                Page page = browser.open(URI.create("https://127.0.0.1:" + served.port() + "/"), 1280, 900, false)) {
            page.until(TITLE + " === 'All is well.' && location.protocol === 'https:'");
            page.until(has("Live"));
            served.say(cases.called("shop/web/1", "ContainerExited", "web exited with 1", 0));
            page.until(TITLE + " === 'shop/web/1 needs you.'");
            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void onABadDayItTellsWhatNeedsAPersonAndWhatIsBeingDone() throws Exception {
        List<Sighting> containers = cases.containers(9);
        try (Served served = new Served(folder, LOOPBACK, 0, cases.badDay(), containers, cases.gpus())) {
            served.read(cases.lastHour(containers));
            served.rules.add(cases.rule("ContainerExitedWithError", "pack.yml"));
            served.rules.add(cases.rule("ContainerUnhealthy", "pack.yml"));
            for (boolean dark : List.of(false, true)) {
                try (Page page = browser.open(served.address("/"), 1120, 800, dark)) {
                    page.until(TITLE + " === '2 things need you.'");
                    page.until("document.querySelectorAll('#person li').length === 2");
                    page.until("document.querySelectorAll('#containers li').length === 9");
                    page.until("document.querySelectorAll('#containers .chart .line').length >= 14");
                    page.until("document.querySelectorAll('#gpus li').length === 2");
                    page.picture(PICTURES.resolve(dark ? "dark.png" : "light.png"));
                    page.value("document.querySelector('#gpus').scrollIntoView()");
                    page.picture(PICTURES.resolve(dark ? "containers-dark.png" : "containers-light.png"));
                    page.value("scrollTo(0, 0)");
                    page.value("document.querySelector('#person button').click()");
                    page.until("document.querySelectorAll('.timeline li').length >= 6");
                    assertThat(page.text()).contains("no kill before it", "a loop is not cured by restarting it",
                            "reason: loop", "memory 480 MiB of 512 MiB");
                    page.picture(PICTURES.resolve(dark ? "open-dark.png" : "open-light.png"));
                    assertThat(page.problems()).isEmpty();
                }
            }
            try (Page page = browser.open(served.address("/"), 360, 740, false)) {
                page.until(TITLE + " === '2 things need you.'");
                page.picture(PICTURES.resolve("phone.png"));
                page.value("document.querySelector('#person button').click()");
                page.until("document.querySelectorAll('.timeline li').length >= 6");
                page.picture(PICTURES.resolve("phone-open.png"));
                page.until("document.querySelectorAll('#containers li').length === 9");
                fits(page);
                page.value("document.querySelector('#gpus').scrollIntoView()");
                page.picture(PICTURES.resolve("phone-containers.png"));
                assertThat(page.value("document.querySelector('.upcoming').innerText").asText())
                        .startsWith("Maintenance backup of shop/* in 2 h");
                page.value("document.querySelector('#rules').open = true");
                page.until("document.querySelectorAll('#rules li').length === 2");
                page.value("document.querySelector('#rules .before').open = true");
                page.until("document.querySelectorAll('#rules .before[open] p').length === 5");
                fits(page);
                page.value("document.querySelector('#rules').scrollIntoView()");
                page.picture(PICTURES.resolve("phone-rules.png"));
            }
        }
    }

    @Test
    void whatChangesIsSeenWithoutAskingAndWhatWasOpenStaysOpen() throws Exception {
        try (Served served = new Served(folder, LOOPBACK, 0, List.of());
                Page page = browser.open(served.address("/"), 1280, 900, true)) {
            page.until(TITLE + " === 'All is well.'");
            IncidentEntry fires = cases.called("shop/web/1", "ContainerExitedWithError", "web exited with 1", 0);
            served.say(fires);
            page.until(TITLE + " === 'shop/web/1 needs you.'");
            // By keyboard alone: past the link that skips, and what is in the header.
            for (int tab = 0; tab < 9 && !page.value("document.activeElement.matches('.head')").asBoolean(); tab++) {
                page.press("Tab");
            }
            page.press("Enter");
            page.until("document.querySelectorAll('.timeline li').length >= 5");
            assertThat(page.value("document.activeElement.getAttribute('aria-expanded')").asText()).isEqualTo("true");

            served.say(cases.called("shop/cart/1", "ContainerExited", "cart exited with 1", 0));
            page.until(TITLE + " === '2 things need you.'");
            assertThat(page.value("document.activeElement.getAttribute('aria-expanded')").asText()).isEqualTo("true");
            assertThat(page.value("document.querySelectorAll('.timeline').length").asInt()).isEqualTo(1);

            // Who reads it reads on while it goes to where things are over.
            served.say(cases.healed("shop/web/1", 0));
            page.until(TITLE + " === 'shop/cart/1 needs you.'");
            page.until("document.querySelector('#over .timeline')?.innerText.includes('Over')");
            assertThat(page.value("document.activeElement.getAttribute('aria-expanded')").asText()).isEqualTo("true");
            assertThat(page.value("document.querySelectorAll('.incident').length").asInt()).isEqualTo(2);
            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void itSaysWhenItIsNotConnectedAndComesBackByItselfToWhatIsThen() throws Exception {
        Served first = new Served(folder, LOOPBACK, 0, cases.badDay());
        try (Relay relay = new Relay(first.port());
                Page page = browser.open(relay.address("/"), 1280, 900, false)) {
            page.until(TITLE + " === '2 things need you.'");
            first.close();
            page.until(has("Not connected since"));
            page.picture(PICTURES.resolve("lost.png"));
            try (Served second = new Served(folder, LOOPBACK, 0, List.of(cases.healed("shop/cart/1", 5)))) {
                relay.leadTo(second.port());
                page.until(TITLE + " === 'All is well.'");
                page.until(has("Live") + " && " + has("1 healed in the last 24 h"));
                assertThat(page.value("document.querySelectorAll('.incident').length").asInt()).isEqualTo(1);
                second.say(cases.called("shop/web/1", "ContainerExited", "web exited with 1", 0));
                page.until(TITLE + " === 'shop/web/1 needs you.'");
            }
        }
    }

    @Test
    void hundredsOfIncidentsAndContainersFitOnAPhone() throws Exception {
        try (Served served = new Served(folder, LOOPBACK, 0, cases.many(500), cases.containers(500), GpuSamples.NONE);
                Page page = browser.open(served.address("/"), 360, 740, true)) {
            page.until(TITLE + " === '500 things need you.'");
            page.until("document.querySelectorAll('#person li').length === 50");
            fits(page);
            page.picture(PICTURES.resolve("many.png"));
            page.value("[...document.querySelectorAll('.more')].find(one => one.innerText === 'Show all 500').click()");
            page.until("document.querySelectorAll('#person li').length === 500");
            page.until("document.querySelectorAll('#containers li').length === 50");
            page.value("document.querySelector('#containers .more').click()");
            page.until("document.querySelectorAll('#containers li').length === 500");
            fits(page);
            assertThat(page.problems()).isEmpty();
        }
    }

    @Test
    void howContainersAreSetUpIsSummedUpAndToldWithWhatToWriteInstead() throws Exception {
        try (Served served = new Served(folder, LOOPBACK, 0, List.of())) {
            served.audited.addAll(cases.audited());
            try (Page page = browser.open(served.address("/"), 360, 740, false)) {
                page.until("document.querySelector('#audit summary').innerText.includes("
                        + "'2 of 3 containers have something to be put right')");
                assertThat(page.value("document.querySelector('#audit').open").asBoolean()).isFalse();
                page.value("document.querySelector('#audit > summary').focus()");
                page.press("Enter");
                page.until("document.querySelectorAll('.audited > li').length === 3");
                // The rows are there before the key is heard of.
                page.until("document.querySelector('.audited > li').innerText !== ''");
                assertThat(page.value("document.querySelector('.audited > li').innerText").asText())
                        .contains("shop-web-1", "1 critical, 1 warning");
                page.press("Tab");
                page.press("Enter");
                page.until("document.querySelector('.audited li li')?.innerText.includes('Write instead')");
                assertThat(page.value("document.querySelector('.audited li li').innerText").asText())
                        .contains("critical: it may do <b>everything</b>", "Write instead: cap_add: [NET_ADMIN]");
                fits(page);
                page.value("document.querySelector('#audit').scrollIntoView()");
                page.picture(PICTURES.resolve("phone-audit.png"));
                assertThat(page.problems()).isEmpty();
            }
            try (Page page = browser.open(served.address("/"), 1120, 800, true)) {
                page.until("document.querySelector('#audit summary').innerText.includes('to be put right')");
                page.value("document.querySelector('#audit').open = true");
                page.until("document.querySelectorAll('.audited > li').length === 3");
                page.value("document.querySelector('.audited details').open = true");
                page.picture(PICTURES.resolve("audit-dark.png"));
            }
        }
    }

    @Test
    void whatContainersAreCalledAndSayIsTextAndNothingElse() throws Exception {
        String script = "<img src=x onerror=window.broken=1><script>window.broken=1</script>\"'--><svg onload=window.broken=1>";
        IncidentEntry called = cases.called("shop/" + script.replace("/", "") + "/1", script, script, 0);
        IncidentEntry held = cases.entry(script, "ContainerExited", "javascript:window.broken=1", 1, script, null);
        try (Served served = new Served(folder, LOOPBACK, 0, List.of(called, held),
                List.of(cases.containerCalled(script)), cases.gpuCalled(script));
                Page page = browser.open(served.address("/"), 1280, 900, false)) {
            served.rules.add(cases.rule("ContainerExited", script + ".yml"));
            page.until("document.querySelectorAll('.incident').length === 2");
            page.value("document.querySelectorAll('details').forEach(one => { one.open = true; })");
            for (String list : List.of("containers", "gpus", "rules")) {
                page.until("document.querySelectorAll('#" + list + " li').length === 1");
                page.value("document.querySelector('#" + list + "').open = true");
                page.until("document.querySelector('#" + list + " li').innerText !== ''");
                assertThat(page.value("document.querySelector('#" + list + " li').innerText").asText()).as(list)
                        .contains("<img src=x onerror=window.broken=1>");
            }
            page.value("document.querySelectorAll('.head').forEach(one => one.click())");
            page.until("document.querySelectorAll('.timeline').length === 2");
            assertThat(page.text()).contains("<img src=x onerror=window.broken=1>");
            assertThat(page.value("typeof window.broken").asText()).isEqualTo("undefined");
            assertThat(
                    page.value("document.querySelectorAll('main img, main script, main svg[onload]').length").asInt())
                    .isZero();
            assertThat(page.problems()).isEmpty();
            // Nor could it be by mistake: the browser takes no text for markup here.
            assertThat(page.value("(() => { try { document.body.innerHTML = 'x'; return 'taken'; }"
                    + " catch (e) { return e.name; } })()").asText()).isEqualTo("TypeError");
        }
    }

    @Test
    void fromElsewhereItWantsATokenAndWhoMayOperateCanPause() throws Exception {
        try (Served served = new Served(folder, "0.0.0.0", 0, cases.badDay());
                Page page = browser.open(served.address("/"), 360, 740, false)) {
            page.until(TITLE + ".startsWith('Enter your token')");
            assertThat(page.text()).doesNotContain("payments");
            show(page, "nobody");
            page.until("document.querySelector('.wrong')?.innerText");
            page.press("Escape");
            show(page, "read");
            page.until(TITLE + " === '2 things need you.' && !document.querySelector('dialog')");
            assertThat(page.text()).doesNotContain("Pause …");

            click(page, "Forget token");
            page.until(TITLE + ".startsWith('Enter your token')");
            show(page, "operate");
            page.until(has("Pause …"));
            click(page, "Pause …");
            page.until("document.querySelector('dialog')");
            page.picture(PICTURES.resolve("phone-pause.png"));
            page.value("document.querySelector('dialog input').focus()");
            page.type("moving racks");
            click(page, "Pause");
            page.until("document.querySelector('.banner')?.innerText.includes('moving racks')");
            fits(page);
            assertThat(served.sent).hasSize(1);
            assertThat(served.sent.getFirst()).contains("\"reason\":\"moving racks\"", "\"for\":\"1h\"",
                    "\"by\":\"operate on the page\"");
        }
    }

    @Test
    void whoKnowsOfItSaysSoWithOneClickAndOthersSeeThat() throws Exception {
        try (Served served = new Served(folder, "0.0.0.0", 0, List.of());
                Page page = browser.open(served.address("/"), 360, 740, false)) {
            page.until(TITLE + ".startsWith('Enter your token')");
            show(page, "operate");
            page.until(TITLE + " === 'All is well.'");
            served.say(cases.called("shop/web/1", "ContainerExited", "web exited with 1", 0));
            page.until(TITLE + " === 'shop/web/1 needs you.'");
            page.value("document.querySelector('#person .head').click()");
            page.until("document.querySelector('.remarks input')?.offsetParent");
            page.value("document.querySelector('.remarks input').focus()");
            page.type("the <i>disk</i> smells");
            click(page, "Add note");
            page.until(
                    "document.querySelector('.timeline')?.innerText.includes('operate on the page: the <i>disk</i> smells')");
            page.until("document.querySelector('.remarks input').value === ''");
            page.value("document.querySelector('.remarks input').focus()");
            page.type("new one ordered");
            served.say(cases.called("shop/db/1", "ContainerExited", "db exited with 1", 0));
            page.until("document.querySelectorAll('#person .incident').length === 2");
            assertThat(page.value("document.activeElement.value").asText())
                    .as("what is typed stays when something comes in")
                    .isEqualTo("new one ordered");
            click(page, "Acknowledge");
            page.until("document.querySelector('#noted .incident')?.innerText.includes('Known')");
            page.until(
                    "document.querySelector('#noted .incident')?.innerText.includes('known to operate on the page')");
            fits(page);
            assertThat(served.asking.said).extracting(Remark::kind).containsExactly(Kind.NOTE, Kind.ACK);
            assertThat(served.asking.said.getLast().note()).isEqualTo("new one ordered");
        }
    }

    @Test
    void whatWaitsForAPersonIsOnTopAndAnsweredWithAReasonOnAPhoneAndByKeyboard() throws Exception {
        try (Served served = new Served(folder, "0.0.0.0", 0, cases.badDay())) {
            try (Page page = browser.open(served.address("/#approval-0000000b"), 360, 740, true)) {
                page.until(TITLE + ".startsWith('Enter your token')");
                show(page, "read");
                page.until(TITLE + " === '2 things need you.' && !document.querySelector('dialog')");
                served.ask(Asking.question("0000000a", "miner", "miner uses all processors: <b>stop it?</b>"));
                page.until(TITLE + " === 'May Dockmedic kill miner?'");
                assertThat(page.text()).contains("<b>stop it?</b>", "signal: KILL", "To undo it",
                        "Enter your token to answer").doesNotContain("POST /containers");
                page.value("document.querySelector('.approval details').open = true");
                page.until(has("POST /containers/cccccccccccc/kill"));
                assertThat(page.value("[...document.querySelectorAll('.approval button')]"
                        + ".filter(one => one.checkVisibility()).length").asInt()).isEqualTo(1);
                fits(page);

                click(page, "Forget token");
                page.until(TITLE + ".startsWith('Enter your token')");
                served.ask(Asking.question("0000000b", "shop/web/1", "web answers nobody"));
                show(page, "operate");
                page.until(TITLE + " === '2 things wait for your answer.'");
                // The link of the message leads to its question.
                page.until("document.activeElement.id === 'approval-0000000b'");
                fits(page);
                page.picture(PICTURES.resolve("phone-approval.png"));

                served.asking.stands = "not done: paused";
                // Past what is folded away.
                page.press("Tab");
                page.press("Tab");
                page.type("it mines");
                page.press("Tab");
                page.press("Enter");
                page.until("document.activeElement.innerText === 'Yes, kill shop/web/1'");
                page.value("[...document.querySelectorAll('.approval button')]"
                        + ".find(one => one.innerText === 'Not yet' && one.checkVisibility()).click()");
                page.until("document.activeElement.innerText === 'Approve …'");
                assertThat(page.value("document.querySelector('#approval-0000000b').innerText").asText()).contains(
                        "signal: KILL", "You answer as operate.",
                        "unanswered it is not done");
                page.press("Enter");
                page.until("document.activeElement.innerText === 'Yes, kill shop/web/1'");
                // The second of two quick taps.
                page.value("document.activeElement.dispatchEvent(new MouseEvent('click', {detail: 2}))");
                page.value("fetch('api/v1/status').then(() => { window.told = true; }) && 1");
                page.until("window.told === true");
                assertThat(served.asking.sent).isEmpty();
                page.press("Enter");
                page.until("document.querySelector('#approval-0000000b .wrong').innerText.includes('paused')");
                served.asking.stands = "";
                page.value("document.querySelector('#approval-0000000b .danger').focus()");
                page.press("Enter");
                page.until("!document.querySelector('#approval-0000000b')");
                assertThat(served.asking.sent.getLast()).startsWith("0000000b ")
                        .contains("\"answer\":\"approve\"", "\"reason\":\"it mines\"",
                                "\"by\":\"operate on the page\"");
                page.until(
                        "document.querySelector('#answered')?.innerText.includes('approved by operate on the page')");
                page.value("document.querySelector('#approval-0000000a .buttons button:nth-child(2)').click()");
                page.until("!document.querySelector('.approval')");
                assertThat(served.asking.sent.getLast()).contains("\"answer\":\"reject\"");
                page.until(TITLE + " === '2 things need you.'");
                fits(page);
                assertThat(page.problems().stream().filter(one -> !one.matches("(?s).*40[139].*")).toList()).isEmpty();
            }
            try (Page page = browser.open(served.address("/#approval-0000000b"), 360, 740, true)) {
                show(page, "read");
                page.until("document.activeElement.id === 'answered-0000000b'");
            }
            try (Page page = browser.open(served.address("/#approval-00000009"), 360, 740, true)) {
                show(page, "read");
                page.until("document.activeElement.innerText === 'That question is over, or is not known here.'");
                fits(page);
            }
            served.ask(Asking.question("0000000c", "shop/cart/1", "cart answers nobody"));
            try (Page page = browser.open(served.address("/"), 1120, 800, false)) {
                show(page, "operate");
                page.until(TITLE + ".startsWith('May Dockmedic')");
                page.picture(PICTURES.resolve("approval.png"));
            }
        }
    }

    @Test
    void whatIsAskedIsSaidInPlainWordsAndWhatCameOfAYesIsAtTheTop() throws Exception {
        try (Served served = new Served(folder, "0.0.0.0", 0, List.of());
                Page page = browser.open(served.address("/"), 360, 740, false)) {
            page.until(TITLE + ".startsWith('Enter your token')");
            show(page, "operate");
            served.ask(Asking.room("0000000d", "/var/lib/docker", "/var/lib/docker fills up"));
            page.until(TITLE + " === 'May Dockmedic free space on /var/lib/docker?'");
            page.until(has("would be then") + " && " + has("in 12 h;"));
            assertThat(page.value("document.querySelector('.approval h3').innerText").asText().strip())
                    .isEqualTo("Free space on /var/lib/docker?");
            assertThat(page.text()).doesNotContain("cache: 24h", "POST /build/prune");
            page.value("document.querySelector('.approval').scrollIntoView({block: 'center'})");
            page.picture(PICTURES.resolve("phone-plain.png"));
            page.value("document.querySelector('.approval details').open = true");
            page.until(has("cache: 24h") + " && " + has("POST /build/prune"));
            fits(page);
            page.value("scrollTo(0, 0)");
            assertThat(page.value("new Set([...document.querySelectorAll('.top > *')].map(one => {"
                    + " const box = one.getBoundingClientRect(); return Math.round(box.top + box.height / 2); })).size")
                    .asInt())
                    .as("the header is one line")
                    .isEqualTo(1);
            assertThat(page.value("document.querySelector('#unlock').ariaLabel").asText())
                    .isEqualTo("Forget token (operate)");
            // What was not done is not what came last.
            served.ask(Asking.question("0000000e", "miner", "it mines"));
            page.until("document.querySelectorAll('.approval').length === 2");
            page.value("document.querySelector('#approval-0000000d .danger').click()");
            click(page, "Yes, free space on /var/lib/docker");
            page.until("document.querySelectorAll('.approval').length === 1");
            click(page, "Reject");
            page.until(TITLE + " === 'All is well.'");
            page.until("document.querySelector('#headline p').innerText"
                    + ".startsWith('Done: free space on /var/lib/docker, killed. Nothing had to be healed')");
            page.picture(PICTURES.resolve("phone-done.png"));
            assertThat(page.problems().stream().filter(one -> !one.contains("401")).toList()).isEmpty();
        }
    }

    static void show(Page page, String token) {
        click(page, "Token …");
        page.until("document.querySelector('dialog input')");
        page.value("document.querySelector('dialog input').focus()");
        page.type(token);
        click(page, "Use it");
    }

    static void click(Page page, String button) {
        page.until("[...document.querySelectorAll('button')].find(one => one.innerText === '" + button + "')");
        page.value(
                "[...document.querySelectorAll('button')].findLast(one => one.innerText === '" + button + "').click()");
    }

    @Test
    void onlyWhatIsOursIsRunAndNothingElseIsServed() throws Exception {
        try (Served served = new Served(folder, LOOPBACK, 0, List.of());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page = client.send(HttpRequest.newBuilder(served.address("/")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(page.body()).doesNotContain("style=").doesNotContain("onclick").doesNotContain("http");
            for (String none : List.of("/page/none.js", "/page/..%2fhttp%2fopenapi.yaml", "/page/PageEndpoint.class",
                    "/page/")) {
                assertThat(client.send(HttpRequest.newBuilder(served.address(none)).build(),
                        HttpResponse.BodyHandlers.ofString()).statusCode()).as(none).isEqualTo(404);
            }
        }
    }

    @Test
    void noModuleHandsTextToTheBrowserAsMarkupOrScript() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/io/dockmedic/api/page"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".js")).toList()) {
                assertThat(Files.readString(file)).as(file.toString())
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                                "new Function", "srcdoc");
            }
        }
    }
}
