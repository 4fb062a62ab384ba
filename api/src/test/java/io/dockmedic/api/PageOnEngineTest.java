package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.browser.Browser;
import io.dockmedic.testkit.browser.Page;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on a real engine, seen on the live page in a real browser. */
@RealEngine
class PageOnEngineTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @Test
    void aDeathIsSeenAtOnceAndHowItIsHealedAndAPersonPauses(PrivateEngine engine, @TempDir Path home,
            @TempDir Path profile) throws Exception {
        BusyboxImage.in(engine);
        engine.run("seen", Map.of("dockmedic.heal", "true", "note", "<script>window.broken=1</script>"), "sh", "-c",
                "echo '<img src=x onerror=window.broken=1>'; sleep 1000");
        Files.createDirectories(PICTURES);
        try (Spine spine = Spine.ready(engine.dockerHost(), home, "");
                Browser browser = new Browser(profile);
                Page page = browser.open(URI.create("http://127.0.0.1:" + spine.port() + "/"), 1280, 900, false)) {
            page.until("document.querySelector('#connection').innerText === 'Live'");
            page.until(
                    "[...document.querySelectorAll('#containers li')].some(one => one.innerText.startsWith('seen'))");
            Spine.kill9(engine, "seen");
            page.until(
                    "[...document.querySelectorAll('#treated .incident')].some(one => one.innerText.includes('seen'))");
            page.until("document.querySelector('h1').innerText.endsWith('being healed.')");
            token(page, Files.readString(home.resolve("data/token")).strip());
            page.value(
                    "[...document.querySelectorAll('#treated .head')].find(one => one.innerText.includes('seen')).click()");
            page.until("document.querySelector('.timeline')?.innerText.includes('not_asked')");
            click(page, "Diagnose");
            page.until("document.querySelector('.look pre')?.innerText.includes('<img src=x')");

            click(page, "Pause …");
            page.until("document.querySelector('dialog')");
            click(page, "Pause");
            page.until("document.querySelector('.banner')?.innerText.includes('Paused')");
            assertThat(spine.body("/api/v1/brakes")).contains("owner on the page");
            // Somebody else ends it: the page hears of that.
            assertThat(Main.commands().execute("resume", "--config", home.resolve("dockmedic.yml").toString()))
                    .isZero();
            page.until("!document.querySelector('.banner')");

            page.until("[...document.querySelectorAll('#over .incident')]"
                    + ".some(one => one.innerText.includes('Healed') && one.innerText.includes('seen'))");
            assertThat(page.text()).contains("restart helped");
            page.value("document.querySelector('#rules').open = true");
            page.until("[...document.querySelectorAll('#rules li')].some(one =>"
                    + " one.innerText.startsWith('ContainerExitedWithError') && one.innerText.includes('Healed'))");
            page.picture(PICTURES.resolve("engine.png"));
            assertThat(page.value("typeof window.broken").asText()).isEqualTo("undefined");
            assertThat(page.problems()).isEmpty();
            assertThat(Spine.status(engine, "seen")).isEqualTo("running");
        }
    }

    static void token(Page page, String token) {
        click(page, "Token …");
        page.until("document.querySelector('dialog input')");
        page.value("document.querySelector('dialog input').focus()");
        page.type(token);
        click(page, "Use it");
        page.until("!document.querySelector('dialog') && document.body.innerText.includes('Pause …')");
    }

    private static void click(Page page, String button) {
        page.until("[...document.querySelectorAll('button')].find(one => one.innerText === '" + button + "')");
        page.value(
                "[...document.querySelectorAll('button')].findLast(one => one.innerText === '" + button + "').click()");
    }
}
