package io.millrace.cli.embedded;

import io.millrace.runtime.ServiceFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port on 127.0.0.1. */
final class LoopbackPort {
    /** Spelled as a number everywhere: {@code localhost} may be two addresses, and another server may listen on the other. */
    static final String ADDRESS = "127.0.0.1";

    private LoopbackPort() {}

    /** @throws ServiceFailure where the number is no port's and not 0 */
    static void check(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new ServiceFailure(option + " must lie between 0 and 65535, not " + port);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bound(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** @param port 0 for any */
    static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(at(port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @SuppressWarnings("AddressSelection") // a number is one address
    static InetSocketAddress at(int port) {
        return new InetSocketAddress(ADDRESS, port);
    }
}
