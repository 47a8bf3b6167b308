package org.oudfhir.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Subscriptions may deliver to: some addresses, each with all that is below it. */
public final class SubscriptionEndpoints {

    private final List<Address> allowed;

    private SubscriptionEndpoints(List<Address> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Reads the setting: addresses with commas between.
     *
     * @param faults gets the entries that cannot be used
     */
    public static SubscriptionEndpoints read(String setting, List<String> faults) {
        List<Address> allowed = new ArrayList<>();
        for (String entry : setting.split(",", -1)) {
            Optional<Address> address = Address.parse(entry.strip()).filter(Address::isConfidential);
            address.ifPresent(allowed::add);
            if (address.isEmpty() && !entry.isBlank()) {
                faults.add(entry.strip());
            }
        }
        return new SubscriptionEndpoints(allowed);
    }

    public boolean isEmpty() {
        return allowed.isEmpty();
    }

    boolean allow(String endpoint) {
        return Address.parse(endpoint)
                .filter(address -> allowed.stream().anyMatch(each -> each.covers(address)))
                .isPresent();
    }
}
