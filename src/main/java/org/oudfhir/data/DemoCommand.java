package org.oudfhir.data;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.oudfhir.profiles.Guide;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: invented patients, from intake to printed care plan. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Sends invented patients (four written ones and N made by a generator) and their intake assessments to a"
                    + " running server, and prints each care plan that comes back. Run again, it creates nothing twice."
        },
        footer = {"", "Exit code: 0 done, 1 a plan is missing or no server answered, 2 usage."})
public final class DemoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "2",
            description = "Generated patients, besides the four written ones (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The same seed makes the same patients (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (count < 0) {
            throw new ParameterException(spec.commandLine(), "--count is 0 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            FhirClient client = server.connect();
            client.servedTypes();
            IntakeForm form = IntakeForm.of(Guide.load(FhirContext.forR4Cached()), "oud-intake");
            List<SyntheticPerson> people = new ArrayList<>(Vignettes.list());
            people.addAll(new PatientGenerator(seed).list(count));
            int planned = 0;
            for (SyntheticPerson person : people) {
                planned += show(new DemoVisit(client, form), person, out) ? 1 : 0;
            }
            out.println(planned + " of " + people.size() + " care plans, at " + client.baseUrl());
            out.flush();
            return planned == people.size() ? 0 : 1;
        } catch (IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("demo stopped: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private static boolean show(DemoVisit visit, SyntheticPerson person, PrintWriter out) throws IOException {
        boolean planned = visit.run(person, Instant.now());
        new PlanTable(visit, person).lines().forEach(out::println);
        out.flush();
        return planned;
    }
}
