package org.oudfhir.storage;

import java.util.List;
import org.hl7.fhir.r4.model.Meta;

/** Whether a delivery may leave; asked before each attempt. */
public sealed interface Clearance {

    /**
     * It may.
     *
     * @param headers to send besides those of the Subscription, each as {@code Name: value}
     * @param meta of the resource as it goes out, with the marks of the disclosure
     */
    record Cleared(List<String> headers, Meta meta) implements Clearance {

        public Cleared {
            headers = List.copyOf(headers);
        }
    }

    /** This one never leaves, not even as a notification without content: that would tell that it exists. */
    record Withheld() implements Clearance {}

    /**
     * The Subscription is at its end; what waits for it is kept until somebody activates it again.
     *
     * @param why for the {@code error} element
     */
    record Ended(String why) implements Clearance {}
}
