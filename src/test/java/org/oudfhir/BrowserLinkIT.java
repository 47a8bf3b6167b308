package org.oudfhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The link for the browser of whoever started the server. */
class BrowserLinkIT {

    private static final Pattern TOKEN = Pattern.compile("<textarea[^>]*>([^<]+)</textarea>");

    private final SmartServer browser = new SmartServer();
    private final Api nobody = RunningServer.api().with("");

    @Test
    void itGivesATokenForEverythingOnce() {
        String link = RunningServer.openInBrowser();
        assertThat(link).startsWith(browser.origin() + "/auth/browser?code=");
        String code = SmartServer.field(browser.get(link).body(), "code");
        browser.get(link);

        HttpResponse<String> page = browser.post("/auth/browser", Map.of("code", code));

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        assertThat(nobody.with(token.group(1)).get("Patient?_count=1").status()).isEqualTo(200);
        HttpResponse<String> again = browser.post("/auth/browser", Map.of("code", code));
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(again.body()).contains("was used").doesNotContain("<textarea");
        assertThat(browser.get(link).statusCode()).isEqualTo(404);
    }

    @Test
    void itIsForThisMachineOnly() {
        String link = RunningServer.openInBrowser();
        String code = SmartServer.field(browser.get(link).body(), "code");

        assertThat(browser.post("/auth/browser", Map.of("code", code), "X-Forwarded-For", "203.0.113.7")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.post("/auth/browser", Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.post("/auth/browser", Map.of("code", code)).statusCode())
                .isEqualTo(200);
    }
}
