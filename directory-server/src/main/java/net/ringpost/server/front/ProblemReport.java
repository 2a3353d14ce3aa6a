// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Every refusal that has no document yet is given one, Tomcat's own among them; none tells what the
 * server is made of.
 */
final class ProblemReport extends ValveBase {
  /** The request attribute with a status that is told in place of any other. */
  static final String STATUS = "net.ringpost.status";

  private static final System.Logger LOG = System.getLogger(ProblemReport.class.getName());

  ProblemReport() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.isAsync() && !request.isAsyncCompleting()) {
      return;
    }
    if (response.isCommitted()) {
      if (response.setErrorReported()) {
        // It is too late for a document: whoever reads must see that the answer is not whole.
        response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      }
      return;
    }
    int status = status(request, response);
    if (status == 500
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable t) {
      LOG.log(
          System.Logger.Level.ERROR,
          request.getMethod() + " " + request.getRequestURI() + " failed",
          t);
    }
    if (status >= 400 && (response.getContentWritten() == 0 || response.isError())) {
      write(response, status);
    }
  }

  private static int status(Request request, Response response) {
    if (request.getAttribute(STATUS) instanceof Integer told) {
      return told;
    }
    boolean failed = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
    return failed && response.getStatus() < 400 ? 500 : response.getStatus();
  }

  /** Answers with a problem document; headers that are set already stay. */
  static void write(Response response, int status) throws IOException {
    response.setSuspended(false);
    response.resetBuffer(true);
    response.setStatus(status);
    byte[] document = ProblemDocument.of(status);
    response.setContentType(ProblemDocument.TYPE);
    response.setContentLength(document.length);
    setIfMissing(response, "Cache-Control", "no-store");
    setIfMissing(response, "X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(document);
    response.finishResponse();
  }

  private static void setIfMissing(Response response, String name, String value) {
    @Nullable String there = response.getHeader(name);
    if (there == null) {
      response.setHeader(name, value);
    }
  }
}
