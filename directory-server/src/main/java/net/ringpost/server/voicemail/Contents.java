// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers that carry a content. */
final class Contents {
  private Contents() {}

  /**
   * All of a content, or the ranges that were asked for: these Spring cuts out.
   *
   * @param file what it is called where it is saved
   * @param version changes when the content does
   * @param ifRange the request's If-Range, if it had one
   */
  static ResponseEntity<Resource> answer(
      ContentResource content, String type, String file, String version, @Nullable String ifRange)
      throws IOException {
    String tag = "\"" + version + "\"";
    ContentDisposition inline = ContentDisposition.inline().filename(file).build();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(type))
            .header(HttpHeaders.CONTENT_DISPOSITION, inline.toString())
            .header(HttpHeaders.ACCEPT_RANGES, "bytes")
            .cacheControl(CacheControl.noStore())
            .eTag(tag);
    // RFC 9110 §13.1.5: who has a part of another version gets all of this one. Spring does not
    // know If-Range, but cuts no ranges out of a stream.
    return ifRange == null || ifRange.equals(tag)
        ? answer.body(content)
        : answer
            .contentLength(content.contentLength())
            .body(new InputStreamResource(content.getInputStream()));
  }
}
