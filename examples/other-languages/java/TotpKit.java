import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a backend asks of a totp-kit server. Needs com.nimbusds:nimbus-jose-jwt 9.31 or newer. Make one and keep it. */
public final class TotpKit {
  private static final int LEEWAY_SECONDS = 10;

  private final String server;
  private final String managementKey;
  private final JWKSource<SecurityContext> keys;
  // It follows no redirects unless told: the key goes to the server and nowhere else.
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(15)).build();

  /** @param server its TOTP_KIT_PUBLIC_URL */
  public TotpKit(String server, String managementKey) throws MalformedURLException {
    this.server = server;
    this.managementKey = managementKey;
    // Keeps the keys for some minutes, and limits how often unknown ones make it ask again.
    var url = URI.create(server + "/.well-known/jwks.json").toURL();
    this.keys = JWKSourceBuilder.<SecurityContext>create(url).build();
  }

  /** Whose access token it is: getSubject() is the user ID. Every other is an exception. */
  public JWTClaimsSet checkSession(String accessToken) throws Exception {
    return read(accessToken, "totp-session+jwt", server, new JWTClaimsSet.Builder());
  }

  /**
   * Whether a proof is for exactly this; every other is an exception. All four come from your own session and database. It
   * is good once, and that is yours to see to: delete the ticket ID from your database in one step (DELETE ... RETURNING),
   * or insert getJWTID() under a unique key, and go on only if one row has changed.
   */
  public JWTClaimsSet checkProof(String proof, String subject, String audience, String purpose, String ticketId)
      throws Exception {
    // What is null would not be compared at all.
    var expected =
        new JWTClaimsSet.Builder()
            .subject(Objects.requireNonNull(subject))
            .claim("purpose", Objects.requireNonNull(purpose))
            .claim("tid", Objects.requireNonNull(ticketId));
    return read(proof, "totp-proof+jwt", Objects.requireNonNull(audience), expected);
  }

  /** A ticket: ticketId, ticket, url, expiresAt. Terms are audience, purpose, returnUrl and ttlSeconds. */
  public Map<String, Object> createTicket(String userId, String action, Map<String, Object> terms)
      throws Exception {
    var order = new LinkedHashMap<String, Object>(terms);
    order.put("userId", userId);
    order.put("action", action);
    var request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1/manage/tickets"))
            .timeout(Duration.ofSeconds(15))
            .header("Authorization", "Bearer " + managementKey)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSONObjectUtils.toJSONString(order)))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) throw new IOException("The ticket was refused: " + answer.body());
    return JSONObjectUtils.parse(answer.body());
  }

  private JWTClaimsSet read(String token, String type, String audience, JWTClaimsSet.Builder expected)
      throws Exception {
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            audience, expected.issuer(server).build(), Set.of("sub", "aud", "iat", "exp"));
    verifier.setMaxClockSkew(LEEWAY_SECONDS);
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type)));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    processor.setJWTClaimsSetVerifier(verifier);
    var claims = processor.process(token, null);
    // Nimbus looks at neither when it was issued, nor whether there are other audiences beside.
    var latest = Instant.now().plusSeconds(LEEWAY_SECONDS);
    if (claims.getIssueTime().toInstant().isAfter(latest) || !claims.getAudience().equals(List.of(audience))) {
      throw new BadJWTException("The token is not for this.");
    }
    return claims;
  }
}
