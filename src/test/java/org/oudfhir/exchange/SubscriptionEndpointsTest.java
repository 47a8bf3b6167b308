package org.oudfhir.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.oudfhir.fhir.Problem;

/** Row 51 of the list of attacks: which addresses are the allowed ones, and which only look so. */
class SubscriptionEndpointsTest {

    private static final String ALLOWED =
            "https://trusted.example.com/in/ , https://whole.example.com,https://port.example.com:8443/,http://127.0.0.1:8080/hooks";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://trusted.example.com/in",
                "https://trusted.example.com/in/",
                "https://trusted.example.com/in/x/y",
                "https://trusted.example.com:443/in/x",
                "https://TRUSTED.example.com/in/x",
                "https://whole.example.com",
                "https://whole.example.com/any/where",
                "https://port.example.com:8443/x",
                "http://127.0.0.1:8080/hooks/a",
            })
    void whatIsListedIsAllowedAndAllBelowIt(String endpoint) {
        assertThat(endpoints(ALLOWED).allow(endpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://trusted.example.com.attacker.net/in/x",
                "https://trusted.example.comattacker.net/in/x",
                "https://attacker-trusted.example.com/in/x",
                "https://trusted.example.com@attacker.net/in/x",
                "https://user:password@trusted.example.com/in/x",
                "https://whole.example.com@attacker.net",
                "https://whole.example.com:80@attacker.net/",
                "https://whole.example.com#@attacker.net/",
                "https://whole.example.com?@attacker.net/",
                "https://trusted.example.com:444/in/x",
                "https://port.example.com/x",
                "https://whole.example.com:0/",
                "https://whole.example.com:99999/",
                "https://trusted.example.com/",
                "https://trusted.example.com/inside",
                "https://trusted.example.com/IN",
                "https://trusted.example.com/in/../out",
                "https://trusted.example.com/in/./x",
                "https://trusted.example.com/in/..",
                "https://trusted.example.com/in//x",
                "https://trusted.example.com/in/%2e%2e/out",
                "https://trusted.example.com/in/..%2fout",
                "https://trusted.example.com/in/..;/out",
                "https://trusted.example.com/in\\..\\out",
                "https://trusted.example.com\\@attacker.net/in/x",
                "https:\\\\trusted.example.com/in/x",
                "https://trusted.example.com/in/x?to=https://attacker.net",
                "https://trusted.example.com/in/x#y",
                "https://trusted.example.com./in/x",
                "https://trusted%2eexample.com/in/x",
                "https://\u0442rusted.example.com/in/x",
                "https://trusted\u3002example.com/in/x",
                "https://trusted.example.com/in/\u0000",
                "https://trusted.example.com/in/x\n",
                " https://trusted.example.com/in/x",
                "HTTPS://trusted.example.com/in/x",
                "http://trusted.example.com/in/x",
                "http://whole.example.com/",
                "ftp://trusted.example.com/in/x",
                "//trusted.example.com/in/x",
                "/in/x",
                "https:///in/x",
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:169.254.169.254]/",
                "http://127.0.0.1/hooks/x",
                "http://127.0.0.1:8080/",
                "http://127.0.0.2:8080/hooks/x",
                "http://localhost:8080/hooks/x",
                "http://[::1]:8080/hooks/x",
                "http://2130706433:8080/hooks/x",
                "http://0x7f.1:8080/hooks/x",
                "http://127.1:8080/hooks/x",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "null",
                ""
            })
    void whatOnlyLooksSoIsNot(String endpoint) {
        assertThat(endpoints(ALLOWED).allow(endpoint)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://trusted.example.com/in",
        "http://10.0.0.1/",
        "https://user@trusted.example.com/",
        "https://trusted.example.com/?x=y",
        "https://*.example.com/",
        "trusted.example.com",
        "*"
    })
    void anEntryThatCannotBeMeantIsAFault(String entry) {
        List<String> faults = new ArrayList<>();

        SubscriptionEndpoints endpoints = SubscriptionEndpoints.read("https://good.example.com," + entry, faults);

        assertThat(faults).containsExactly(entry);
        assertThat(endpoints.allow("https://good.example.com/x")).isTrue();
    }

    @Test
    void whenNothingIsListedASubscriptionIsRefusedWithTheNameOfTheSetting() {
        SubscriptionEndpoints none = endpoints("");

        assertThat(none.isEmpty()).isTrue();
        assertThatThrownBy(() -> new SubscriptionForm(none).check(new Subscription()))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("OUD_SUBSCRIPTION_ENDPOINTS");
        assertThat(statement(none)).contains("Not offered");
        assertThat(statement(endpoints(ALLOWED))).contains("rest-hook");
    }

    private static String statement(SubscriptionEndpoints endpoints) {
        CapabilityStatement statement = new CapabilityStatement();
        statement.addRest().addResource().setType("Subscription");
        new SubscriptionStatementInterceptor(endpoints).complete(statement);
        return statement.getRestFirstRep().getResourceFirstRep().getDocumentation();
    }

    private static SubscriptionEndpoints endpoints(String setting) {
        List<String> faults = new ArrayList<>();
        SubscriptionEndpoints endpoints = SubscriptionEndpoints.read(setting, faults);
        assertThat(faults).isEmpty();
        return endpoints;
    }
}
