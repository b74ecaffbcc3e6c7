package io.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.activities.notify.NotDeliveredException.Retry;
import io.sluice.activities.notify.testing.InMemoryNotifier;
import io.sluice.activities.secret.testing.InMemorySecrets;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The webhook against an HTTP server. */
final class WebhookNotifierTest extends NotifierContract {
    private static final String SECRET = "correct horse";

    private record Post(String key, String timestamp, String signature, String body) {}

    private final List<Post> posts = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Integer> answers = new ArrayDeque<>();
    private HttpServer server;

    WebhookNotifierTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/hook", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Integer answer = answers.pollFirst();
        if (answer == null) {
            posts.add(new Post(
                    exchange.getRequestHeaders().getFirst("Sluice-Notice-Key"),
                    exchange.getRequestHeaders().getFirst("Sluice-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Sluice-Signature"),
                    body));
        }
        exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
        exchange.close();
    }

    @Override
    Notifier notifier() {
        return notifier("hook_secret");
    }

    private WebhookNotifier notifier(String secret) {
        InMemorySecrets secrets = new InMemorySecrets().with("hook_secret", SECRET);
        URI address = URI.create(
                "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort()));
        return new WebhookNotifier(address, secrets, secret, Clock.fixed(Instant.ofEpochSecond(77), ZoneOffset.UTC));
    }

    @Override
    List<String> arrived() {
        return posts.stream().map(Post::body).toList();
    }

    @Test
    void aReceiverCanTellThatItIsFromUs() throws Exception {
        notifier().send(notice("gate/é/opened"));
        Post post = posts.get(0);
        assertThat(post.key()).isEqualTo("gate/?/opened");
        assertThat(post.timestamp()).isEqualTo("77");
        assertThat(post.body()).contains("\"text\":\"" + SENTENCE + "\"", "--name approve");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = HexFormat.of().formatHex(mac.doFinal(("77." + post.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(post.signature()).isEqualTo("v1=" + signed);
    }

    @Test
    void whatDidNotArriveIsSentAgain() {
        answers.add(503);
        Notifier notifier = notifier();
        assertThatThrownBy(() -> notifier.send(notice("one")))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.retry()).isEqualTo(Retry.MAY_HELP))
                .hasMessage("the webhook at 127.0.0.1 answered 503");
        notifier.send(notice("one"));
        notifier.send(notice("one"));
        assertThat(posts).hasSize(1);
    }

    @Test
    void aRefusalIsNotRepeated() {
        answers.add(401);
        assertThatThrownBy(() -> notifier().send(notice("one")))
                .isInstanceOfSatisfying(
                        NotDeliveredException.class, e -> assertThat(e.retry()).isEqualTo(Retry.IS_USELESS));
    }

    @Test
    void nobodyThereAndNoSecretAreSaidWithoutSecrets() {
        assertThatThrownBy(() -> notifier("other_secret").send(notice("one")))
                .hasMessageContaining("The secret other_secret, which signs notices, is missing");
        Notifier notifier = notifier();
        server.stop(0);
        assertThatThrownBy(() -> notifier.send(notice("one")))
                .hasMessage("the webhook at 127.0.0.1 does not answer (ConnectException)");
    }

    @Test
    void otherChannelsAreToldOnceWhileOneIsDown() {
        answers.add(500);
        InMemoryNotifier memory = new InMemoryNotifier();
        NoticeActivitiesImpl activities = new NoticeActivitiesImpl(List.of(notifier(), memory));
        assertThatThrownBy(() -> activities.tell(notice("one")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        e -> assertThat(e.isNonRetryable()).isFalse())
                .hasMessageContaining("webhook: the webhook at 127.0.0.1 answered 500");
        activities.tell(notice("one"));
        assertThat(memory.notices()).hasSize(1);
        assertThat(posts).hasSize(1);
    }
}
