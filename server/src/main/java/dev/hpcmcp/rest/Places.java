package dev.hpcmcp.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Dns;

/**
 * Where no cluster lives: the addresses at which clouds hand out a machine's own credentials, and
 * those of the wire itself. A name that leads there is as good as unknown. Loopback and private
 * networks are where many clusters are.
 */
final class Places implements Dns {
    /** Those that are not link-local. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

    private final Dns names;

    Places(Dns names) {
        this.names = names;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(host);
        if (addresses.stream().anyMatch(Places::nobodys)) {
            throw new UnknownHostException("it leads where no cluster is");
        }
        return addresses;
    }

    /** A host that is an address already, in any of its spellings, is not looked up. */
    static boolean nobodys(String host) {
        return literal(host).filter(Places::nobodys).isPresent();
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private static boolean nobodys(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress());
    }
}
