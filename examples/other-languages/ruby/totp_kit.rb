# What a backend asks of a totp-kit server. Needs ruby-jwt 2.5 or newer: gem install jwt.

require 'json'
require 'jwt'
require 'net/http'

module TotpKit
  SERVER = ENV.fetch('TOTP_KIT_PUBLIC_URL', 'http://localhost:8787')
  KEPT_SECONDS = 600
  ASKED_AGAIN_SECONDS = 30

  module_function

  # The claims of a good access token: 'sub' is the user ID. nil for every other.
  def check_session(access_token)
    read(access_token, 'totp-session+jwt', SERVER)
  end

  # The claims of a proof for exactly this, or nil. All four come from your own session and database.
  # It is good once, and that is yours to see to: delete the ticket ID from your database in one step (DELETE ...
  # RETURNING), or insert claims['jti'] under a unique key, and go on only if one row has changed.
  def check_proof(proof, subject:, audience:, purpose:, ticket_id:)
    claims = read(proof, 'totp-proof+jwt', audience)
    return if claims.nil?

    claims if claims.values_at('sub', 'purpose', 'tid') == [subject, purpose, ticket_id]
  end

  # A ticket: 'ticketId', 'ticket', 'url', 'expiresAt'. Terms are audience, purpose, returnUrl and ttlSeconds.
  def create_ticket(user_id, action, **terms)
    answer = Net::HTTP.post(
      URI("#{SERVER}/api/v1/manage/tickets"),
      JSON.generate({ **terms, userId: user_id, action: action }),
      'Authorization' => "Bearer #{ENV.fetch('TOTP_KIT_MANAGEMENT_KEY')}",
      'Content-Type' => 'application/json'
    )
    raise "The ticket was refused: #{answer.body}" unless answer.is_a?(Net::HTTPCreated)

    JSON.parse(answer.body)
  end

  def read(token, typ, audience)
    claims, header = JWT.decode(
      token, nil, true,
      algorithms: ['ES256'], jwks: method(:keys),
      iss: SERVER, verify_iss: true, aud: audience, verify_aud: true, verify_iat: true,
      leeway: 10, required_claims: %w[iss aud sub iat exp]
    )
    # ruby-jwt looks at neither the type, nor whether there are other audiences beside.
    claims if header['typ'] == typ && claims['aud'] == audience
  rescue JWT::DecodeError
    nil
  end

  # Kept for ten minutes; an unknown key makes it ask again, every 30 seconds at most.
  def keys(options)
    age = @keys ? Time.now - @fetched_at : Float::INFINITY
    if age > (options[:kid_not_found] ? ASKED_AGAIN_SECONDS : KEPT_SECONDS)
      answer = Net::HTTP.get_response(URI("#{SERVER}/.well-known/jwks.json"))
      raise "The server’s keys cannot be had: #{answer.code}" unless answer.is_a?(Net::HTTPOK)

      @keys = JSON.parse(answer.body, symbolize_names: true)
      @fetched_at = Time.now
    end
    @keys
  end

  private_class_method :read, :keys
end
