package io.sluice.activities.notify;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.notify.NotDeliveredException.Retry;
import io.sluice.activities.secret.Secret;
import io.sluice.activities.secret.SecretSource;
import io.sluice.workflows.notice.Notice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts a notice as JSON. The headers let a receiver tell a repeated notice ({@code Sluice-Notice-Key}) and a forged or replayed one:
 * {@code Sluice-Signature} is {@code v1=} and the hexadecimal HMAC-SHA256, under the shared secret, of {@code Sluice-Timestamp} (epoch
 * seconds), a full stop, and the body.
 */
public final class WebhookNotifier implements Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ALGORITHM = "HmacSHA256";

    private final URI address;
    private final SecretSource secrets;
    private final String secret;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final SentKeys sent = new SentKeys();

    /** @param secret the name of the secret that the receiver shares; asked for with each notice */
    public WebhookNotifier(URI address, SecretSource secrets, String secret, Clock clock) {
        this.address = requireNonNull(address, "address is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.secret = SecretSource.checked(secret);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Notice notice) {
        sent.once(notice.key(), () -> post(notice));
    }

    private void post(Notice notice) {
        String body = NoticeJson.of(notice);
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Sluice-Notice-Key", notice.key().replaceAll("[^\\x20-\\x7E]", "?"))
                .header("Sluice-Timestamp", timestamp)
                .header("Sluice-Signature", "v1=" + signature(timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = status(request);
        if (status < 200 || status > 299) {
            boolean passing = status >= 500 || status == 408 || status == 429;
            throw new NotDeliveredException(
                    "%s answered %d".formatted(shown(), status), passing ? Retry.MAY_HELP : Retry.IS_USELESS);
        }
    }

    private int status(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new NotDeliveredException(
                    "%s does not answer (%s)".formatted(shown(), e.getClass().getSimpleName()), Retry.MAY_HELP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDeliveredException("interrupted", Retry.MAY_HELP);
        }
    }

    private String signature(String signed) {
        Secret key = secrets.find(secret)
                .orElseThrow(() -> new NotDeliveredException(
                        "The secret %s, which signs notices, is missing: %s".formatted(secret, secrets.place(secret)),
                        Retry.MAY_HELP));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotDeliveredException("The secret %s cannot sign".formatted(secret), Retry.IS_USELESS);
        }
    }

    /** Paths and queries of webhooks are often secrets themselves. */
    private String shown() {
        return "the webhook at " + address.getHost();
    }
}
