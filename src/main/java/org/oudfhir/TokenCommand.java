package org.oudfhir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.oudfhir.privacy.LocalTokens;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Mints a short-lived local token from the data folder's key and prints it on one line.")
final class TokenCommand implements Callable<Integer> {

    private static final int LONGEST_MINUTES = 24 * 60;
    private static final List<String> REACHES = List.of("organization", "care-team");

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
    private @Nullable HipaaStatus hipaaStatus;

    @Option(names = "--reach", description = "organization (default) or care-team: whose patients the user reaches")
    private @Nullable String reach;

    @Option(names = "--attest", description = "attestation of an emergency")
    private @Nullable String attestation;

    @Option(names = "--ttl", defaultValue = "60", description = "minutes until it expires (default: ${DEFAULT-VALUE})")
    private int minutes = 60;

    /** What an organization is under HIPAA. */
    enum HipaaStatus {
        covered,
        associate,
        other
    }

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > LONGEST_MINUTES) {
            throw new ParameterException(spec.commandLine(), "--ttl must be 1 to " + LONGEST_MINUTES + " minutes");
        }
        if (reach != null && !REACHES.contains(reach)) {
            throw new ParameterException(spec.commandLine(), "--reach must be one of " + String.join(", ", REACHES));
        }
        Path folder = data != null
                ? data
                : Path.of(System.getenv().getOrDefault(Setting.DATA.variable(), Setting.DATA.fallback()));
        try {
            LocalTokens tokens = LocalTokens.of(folder, Clock.systemUTC());
            spec.commandLine().getOut().println(tokens.mint(claims(), Duration.ofMinutes(minutes)));
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("No token: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("scope", scope);
        claims.put("purpose_of_use", purpose);
        add(claims, "patient", patient);
        add(claims, "fhirUser", fhirUser);
        add(claims, "organization", organization);
        add(claims, "hipaa_status", hipaaStatus == null ? null : hipaaStatus.name());
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
