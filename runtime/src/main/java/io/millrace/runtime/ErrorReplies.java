package io.millrace.runtime;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a broken request line, said the way routes say it. */
final class ErrorReplies extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Reply reply = reply(response.getStatus());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.type());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        Reply reply = reply(status);
        fields.put(new HttpField(HttpHeader.CONTENT_TYPE, reply.type()));
        return ByteBuffer.wrap(reply.body());
    }

    private static Reply reply(int status) {
        String what = switch (status) {
            case 400 -> "this is no HTTP request that can be understood";
            case 408 -> "the request took too long to come: send it faster";
            case 414, 431 -> "address and headers of the request are too long";
            case 503 -> "the service is stopping: ask another, or later";
            default -> HttpStatus.getMessage(status);
        };
        return Reply.error(status, what, Map.of());
    }
}
