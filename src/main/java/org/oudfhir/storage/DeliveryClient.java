package org.oudfhir.storage;

import java.io.IOException;
import java.time.Duration;
import org.apache.http.HttpResponseInterceptor;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** The HTTP client of deliveries: goes where it is told and nowhere else, and takes nothing but success for success. */
final class DeliveryClient {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 50;
    private static final int MOST_TO_ONE_HOST = 10;

    private static final HttpResponseInterceptor ONLY_SUCCESS = (answer, context) -> {
        int status = answer.getStatusLine().getStatusCode();
        if (status / 100 != 2) {
            throw new NotTaken(status);
        }
    };

    private DeliveryClient() {}

    /** An answer that is not one of success; a redirect is none. */
    static final class NotTaken extends IOException {
        private static final long serialVersionUID = 1;

        NotTaken(int status) {
            super("status " + status);
        }
    }

    static CloseableHttpClient of() {
        RequestConfig patience = RequestConfig.custom()
                .setConnectTimeout((int) TO_CONNECT.toMillis())
                .setSocketTimeout((int) TO_ANSWER.toMillis())
                .setConnectionRequestTimeout((int) TO_ANSWER.toMillis())
                .setRedirectsEnabled(false)
                .build();
        return HttpClients.custom()
                .useSystemProperties()
                .setDefaultRequestConfig(patience)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .addInterceptorFirst(ONLY_SUCCESS)
                .build();
    }
}
