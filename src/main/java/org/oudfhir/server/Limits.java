package org.oudfhir.server;

/**
 * How much one request may be.
 *
 * @param bodyMb the largest body in MiB, before and after it is inflated
 * @param entries the most entries of a Bundle
 */
public record Limits(int bodyMb, int entries) {

    long bodyBytes() {
        return bodyMb * 1024L * 1024;
    }
}
