package dev.cirrus.local;

import dev.cirrus.localaws.Template;
import dev.cirrus.localaws.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers that CloudFront adds to every answer, by one of the template's policies. */
record ResponseHeadersPolicy(Map<String, String> values) {
  static ResponseHeadersPolicy read(Template template, String policy) {
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
              // There is no TLS on one machine, and a browser heeds this header only there.
            }
            default -> throw new IllegalArgumentException("one machine cannot send " + name);
          }
        });
    for (YamlNode header : config.get("CustomHeadersConfig").get("Items").items()) {
      values.put(header.get("Header").toString(), header.get("Value").toString());
    }
    return new ResponseHeadersPolicy(values);
  }
}
