package io.dockmedic.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.testkit.Pager.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A pager that takes nothing for a while: what it refused is no delivery, and is known by its key. */
class PagerTest {
    private static int post(HttpClient client, Pager pager, String key) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(pager.url()))
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers
                        .ofString("{\"kind\": \"escalation\", \"incident\": {\"key\": \"web\"}}"))
                .build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whatItRefusesIsNoDeliveryUntilItComesAgain() throws Exception {
        try (Pager pager = new Pager(); HttpClient client = HttpClient.newHttpClient()) {
            pager.refuse(Refusal.UNAVAILABLE);
            assertThat(post(client, pager, "one")).isEqualTo(503);
            pager.refuse(Refusal.HANGS_UP);
            assertThatThrownBy(() -> post(client, pager, "two")).isInstanceOf(IOException.class);
            assertThat(pager.refused()).containsExactlyInAnyOrder("one", "two");
            assertThat(pager.deliveries()).isEmpty();

            pager.takeAgain();
            assertThat(post(client, pager, "one")).isEqualTo(204);
            assertThat(pager.escalations("web")).extracting(Pager.Page::key).containsExactly("one");
        }
    }
}
