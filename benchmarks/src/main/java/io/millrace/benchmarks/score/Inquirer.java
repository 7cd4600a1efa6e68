package io.millrace.benchmarks.score;

import io.millrace.runtime.ServiceFailure;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** One connection that asks the same again and again, each time once it is answered. */
final class Inquirer extends Thread {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final long from;
    private final long until;
    private final LongStream.Builder nanos = LongStream.builder();
    private final LongStream.Builder moments = LongStream.builder();
    private volatile Exception failure;

    /**
     * @param from what is sent earlier warms up
     * @param until nothing is sent any more
     */
    Inquirer(URI uri, byte[] body, long from, long until) {
        super("bench-inquirer");
        this.request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        this.from = from;
        this.until = until;
    }

    /** A request for so many vectors of machines. */
    static byte[] body(Machines machines, int rows) {
        List<String> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            machines.vector(row).getValues().forEach(value -> values.add(value.isNaN() ? "null" : value.toString()));
        }
        String json = "{\"inputs\":[{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[%d,%d],\"data\":[%s]}]}"
                .formatted(rows, machines.layout().length(), String.join(",", values));
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        try {
            for (long begin = System.nanoTime(); begin < until; begin = System.nanoTime()) {
                HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (reply.statusCode() != 200) {
                    throw new ServiceFailure("inference answered " + reply.statusCode() + ": " + reply.body());
                }
                if (begin >= from) {
                    long end = System.nanoTime();
                    nanos.add(end - begin);
                    moments.add(end);
                }
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    /** Says what went wrong. After its end, like those that follow. */
    void check() throws Exception {
        if (failure != null) {
            throw failure;
        }
    }

    /** How long each answer took. */
    LongStream nanos() {
        return nanos.build();
    }

    /** When each came. */
    LongStream moments() {
        return moments.build();
    }
}
