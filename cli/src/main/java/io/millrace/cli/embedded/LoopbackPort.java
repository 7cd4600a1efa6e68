package io.millrace.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** A TCP port on 127.0.0.1. */
final class LoopbackPort {
    /** Spelled as a number everywhere: {@code localhost} may be two addresses, and another server may listen on the other. */
    static final String ADDRESS = "127.0.0.1";

    private LoopbackPort() {}

    static void check(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + ": a port lies between 0 and 65535, not " + port);
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
            socket.bind(new InetSocketAddress(address(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static InetAddress address() throws UnknownHostException {
        return InetAddress.getByName(ADDRESS);
    }
}
