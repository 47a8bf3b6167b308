package org.oudfhir.privacy.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One thing that an operator has a running server do: exit code 0, or 1 and a line that says why not. */
abstract class AdministrationStep implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    final AdministrationClient server = new AdministrationClient();

    @Override
    public final Integer call() {
        try {
            run();
            return 0;
        } catch (AdministrationClient.Failed | IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    abstract void run() throws AdministrationClient.Failed, IOException;

    void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
