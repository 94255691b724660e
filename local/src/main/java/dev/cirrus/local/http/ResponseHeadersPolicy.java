package dev.cirrus.local.http;

import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that CloudFront adds to every response, from a policy of the template. */
public record ResponseHeadersPolicy(Map<String, String> values) {
  public static ResponseHeadersPolicy read(Template template, String policy) {
    YamlNode config = template.properties(policy).get("ResponseHeadersPolicyConfig");
    Map<String, String> values = new LinkedHashMap<>();
    config
        .get("SecurityHeadersConfig")
        .fields()
        .forEach((name, header) -> {
          switch (name) {
            case "ContentTypeOptions" -> values.put("X-Content-Type-Options", "nosniff");
            case "FrameOptions" ->
                values.put("X-Frame-Options", header.get("FrameOption").toString());
            case "ReferrerPolicy" ->
                values.put("Referrer-Policy", header.get("ReferrerPolicy").toString());
            case "ContentSecurityPolicy" ->
                values.put(
                    "Content-Security-Policy", header.get("ContentSecurityPolicy").toString());
            case "StrictTransportSecurity" -> {
              // Browsers ignore this header without TLS, which the local server does not have.
            }
            default ->
                throw new IllegalArgumentException(
                    "the local server does not support the security header " + name);
          }
        });
    for (YamlNode header : config.get("CustomHeadersConfig").get("Items").items()) {
      values.put(header.get("Header").toString(), header.get("Value").toString());
    }
    return new ResponseHeadersPolicy(values);
  }
}
