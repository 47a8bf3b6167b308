package org.oudfhir;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.ClaimForm;
import org.oudfhir.privacy.LocalTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Mints a short-lived local token from the data folder's key and prints it on one line.")
final class TokenCommand implements Callable<Integer> {

    private static final int LONGEST_MINUTES = 24 * 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--data", description = "data folder (OUD_DATA, default ./data)")
    private @Nullable Path data;

    @Option(
            names = "--scope",
            defaultValue = "system/*.cruds",
            description = "SMART scopes (default: ${DEFAULT-VALUE})")
    private String scope = "system/*.cruds";

    @Option(names = "--patient", description = "id of the patient in context")
    private @Nullable String patient;

    @Option(names = "--fhir-user", description = "reference of the user, such as Practitioner/12")
    private @Nullable String fhirUser;

    @Option(names = "--organization", description = "reference of the user's organization")
    private @Nullable String organization;

    @Option(names = "--purpose", defaultValue = "TREAT", description = "purpose of use (default: ${DEFAULT-VALUE})")
    private String purpose = "TREAT";

    @Option(names = "--hipaa-status", description = "covered, associate or other")
    private @Nullable String hipaaStatus;

    @Option(names = "--reach", description = "organization (default) or care-team: whose patients the user reaches")
    private @Nullable String reach;

    @Option(names = "--attest", description = "attestation of an emergency")
    private @Nullable String attestation;

    @Option(names = "--ttl", defaultValue = "60", description = "minutes until it expires (default: ${DEFAULT-VALUE})")
    private int minutes = 60;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            faults.forEach(err::println);
            return 2;
        }
        Path folder = data != null
                ? data
                : Path.of(System.getenv().getOrDefault(Setting.DATA.variable(), Setting.DATA.fallback()));
        try {
            Optional<LocalTokens> tokens = LocalTokens.find(folder, Clock.systemUTC());
            if (tokens.isEmpty()) {
                err.println(LocalTokens.absent(folder));
                return 1;
            }
            spec.commandLine().getOut().println(tokens.get().mint(claims(), Duration.ofMinutes(minutes)));
            return 0;
        } catch (IOException e) {
            err.println("No token: " + e.getMessage());
            return 1;
        }
    }

    /** A token with a claim that nobody understands would be refused later, or open nothing, and not say why. */
    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        check(faults, "--scope", scope, ClaimForm.SCOPES);
        check(faults, "--patient", patient, ClaimForm.PATIENT);
        check(faults, "--fhir-user", fhirUser, ClaimForm.PERSON);
        check(faults, "--organization", organization, ClaimForm.ORGANIZATION);
        check(faults, "--purpose", purpose, ClaimForm.PURPOSE);
        check(faults, "--hipaa-status", hipaaStatus, ClaimForm.HIPAA_STATUS);
        check(faults, "--reach", reach, ClaimForm.REACH);
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            faults.add("--ttl " + minutes + ": must be 1 to " + LONGEST_MINUTES + " minutes");
        }
        return faults;
    }

    private static void check(List<String> faults, String option, @Nullable String value, ClaimForm form) {
        if (value != null && !form.allows(value)) {
            faults.add(option + " " + value + ": must be " + form.allowed());
        }
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("scope", scope);
        claims.put("purpose_of_use", purpose);
        add(claims, "patient", patient);
        add(claims, "fhirUser", fhirUser);
        add(claims, "organization", organization);
        add(claims, "hipaa_status", hipaaStatus);
        add(claims, "attestation", attestation);
        add(claims, "reach", reach);
        return claims;
    }

    private static void add(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }
}
