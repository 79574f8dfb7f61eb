<?php

declare(strict_types=1);

use Firebase\JWT\CachedKeySet;
use Firebase\JWT\JWT;
use GuzzleHttp\Client;
use GuzzleHttp\Psr7\HttpFactory;
use Psr\Cache\CacheItemPoolInterface;

/**
 * What a backend asks of a totp-kit server. Needs: composer require firebase/php-jwt guzzlehttp/guzzle, and a cache that
 * all requests share, such as the ApcuAdapter of symfony/cache.
 */
final class TotpKit
{
    private readonly Client $http;
    private readonly CachedKeySet $keys;

    public function __construct(
        private readonly string $server, // its TOTP_KIT_PUBLIC_URL
        #[SensitiveParameter] private readonly string $managementKey,
        CacheItemPoolInterface $cache,
    ) {
        // The key goes to the server and nowhere else.
        $this->http = new Client(['timeout' => 15, 'allow_redirects' => false]);
        // Kept for ten minutes; unknown keys make it ask again, ten times a minute at most.
        $this->keys = new CachedKeySet(
            "$server/.well-known/jwks.json", $this->http, new HttpFactory(), $cache, 600, true,
        );
        JWT::$leeway = 10;
    }

    /** The claims of a good access token: sub is the user ID. null for every other. */
    public function checkSession(string $accessToken): ?stdClass
    {
        return $this->read($accessToken, 'totp-session+jwt', $this->server);
    }

    /**
     * The claims of a proof for exactly this, or null. All four come from your own session and database. It is good once,
     * and that is yours to see to: delete the ticket ID from your database in one step (DELETE ... RETURNING), or insert
     * its jti under a unique key, and go on only if one row has changed.
     */
    public function checkProof(
        string $proof,
        string $subject,
        string $audience,
        string $purpose,
        string $ticketId,
    ): ?stdClass {
        $claims = $this->read($proof, 'totp-proof+jwt', $audience);
        $said = [$claims?->sub ?? null, $claims?->purpose ?? null, $claims?->tid ?? null];
        return $said === [$subject, $purpose, $ticketId] ? $claims : null;
    }

    /**
     * A ticket: ticketId, ticket, url, expiresAt. Terms are audience, purpose, returnUrl and ttlSeconds.
     *
     * @throws GuzzleHttp\Exception\GuzzleException when it is refused
     */
    public function createTicket(string $userId, string $action, array $terms = []): array
    {
        $answer = $this->http->post("$this->server/api/v1/manage/tickets", [
            'headers' => ['Authorization' => "Bearer $this->managementKey"],
            'json' => [...$terms, 'userId' => $userId, 'action' => $action],
        ]);
        return json_decode((string) $answer->getBody(), true, flags: JSON_THROW_ON_ERROR);
    }

    private function read(string $token, string $type, string $audience): ?stdClass
    {
        $header = new stdClass();
        try {
            $claims = JWT::decode($token, $this->keys, $header);
        } catch (UnexpectedValueException | DomainException | InvalidArgumentException | OutOfBoundsException) {
            return null;
        }
        // php-jwt looks at signature and times only, and at an end only where there is one.
        $isOurs = ($header->alg ?? null) === 'ES256'
            && ($header->typ ?? null) === $type
            && ($claims->iss ?? null) === $this->server
            && ($claims->aud ?? null) === $audience
            && is_int($claims->iat ?? null)
            && is_int($claims->exp ?? null)
            && is_string($claims->sub ?? null);
        return $isOurs ? $claims : null;
    }
}
