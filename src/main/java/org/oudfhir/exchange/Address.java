package org.oudfhir.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address taken apart. Only the plainest form is read: no user, query, fragment, escape, backslash or dot segment, so that
 * whoever calls it cannot understand it in another way.
 *
 * @param port the scheme's own when none is written
 * @param segments of the path
 */
record Address(String scheme, String host, int port, List<String> segments) {

    private static final Pattern FORM = Pattern.compile("(https?)://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:]{2,39}])"
            + "(?::([0-9]{1,5}))?((?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)*)/?");

    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");
    private static final Set<String> DOTS = Set.of(".", "..");
    private static final int LONGEST = 2_000;
    private static final int HIGHEST_PORT = 65_535;

    Address {
        segments = List.copyOf(segments);
    }

    static Optional<Address> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            return Optional.empty();
        }
        String scheme = form.group(1);
        int port = form.group(3) != null ? Integer.parseInt(form.group(3)) : scheme.equals("https") ? 443 : 80;
        List<String> segments = Arrays.stream(form.group(4).split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        boolean plain = port > 0 && port <= HIGHEST_PORT && segments.stream().noneMatch(DOTS::contains);
        return plain
                ? Optional.of(new Address(scheme, form.group(2).toLowerCase(Locale.ROOT), port, segments))
                : Optional.empty();
    }

    /** Whether what is sent there is read by nobody on the way: over TLS, or on this machine. */
    boolean isConfidential() {
        return scheme.equals("https")
                || host.equals("localhost")
                || host.equals("[::1]")
                || IPV4_LOOPBACK.matcher(host).matches();
    }

    /** Whether another address is this one or below it. */
    boolean covers(Address other) {
        return scheme.equals(other.scheme)
                && host.equals(other.host)
                && port == other.port
                && other.segments.size() >= segments.size()
                && other.segments.subList(0, segments.size()).equals(segments);
    }
}
