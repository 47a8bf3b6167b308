package org.oudfhir.data;

import java.io.IOException;

/** There is no use in sending more: no server answers, or it does not let us in. The message says so to the user. */
final class Unreachable extends IOException {

    Unreachable(String message) {
        super(message);
    }
}
